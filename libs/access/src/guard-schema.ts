import { commonErrors } from '#libs/kernel';
import { defaultFieldResolver, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { callerOrNobody } from './caller.js';
import { fieldRule, ruledFields, type FieldRule } from './policy.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

const behind = (rule: FieldRule, resolve: Resolver): Resolver =>
  rule === 'public'
    ? resolve
    : (...args) => {
        if (!callerOrNobody()) throw commonErrors.UNAUTHENTICATED();
        return resolve(...args);
      };

/**
 * Puts the policy's rule in front of every root field, whatever transport it is called over.
 * @throws Error at start-up when a root field has no rule, or a rule has no field.
 */
export const guardSchema = (schema: GraphQLSchema): GraphQLSchema => {
  const seen = new Set<string>();
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values<GraphQLField<unknown, unknown>>(root?.getFields() ?? {})) {
      const name = `${root!.name}.${field.name}`;
      const rule = fieldRule(name);
      if (!rule) throw new Error(`${name} has no rule: name it in its room's policy`);
      seen.add(name);
      // The source of a subscription is where it can be refused; its events are executed with the rights of their moment.
      if (field.subscribe) field.subscribe = behind(rule, field.subscribe);
      else field.resolve = behind(rule, field.resolve ?? defaultFieldResolver);
    }
  }
  const lost = ruledFields().filter((name) => !seen.has(name));
  if (lost.length > 0) throw new Error(`rules without a field: ${lost.join(', ')}`);
  return schema;
};
