import { policyDomains, type PolicyDomain } from '#libs/kernel';
import { registerEnumType } from '@nestjs/graphql';

const names = Object.keys(policyDomains) as PolicyDomain[];

/** What an actor or a task deals with, and what one turns to somebody with a mandate for. */
export const PolicyDomainEnum = Object.fromEntries(names.map((name) => [name, name])) as Record<
  PolicyDomain,
  PolicyDomain
>;
registerEnumType(PolicyDomainEnum, {
  name: 'PolicyDomain',
  description: 'What an actor or a task deals with, and what one turns to somebody with a mandate for.',
  valuesMap: Object.fromEntries(names.map((name) => [name, { description: policyDomains[name] }])),
});
