import { commonErrors } from '#libs/kernel';
import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { callerOrNobody, requireRootField, type Caller } from './caller.js';
import { rights } from './policy.js';
import { eyesIn, followPreviews } from './preview/preview-scope.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

// Rules are looked up when they are needed: what the policy says at that moment is what holds.
const behindFieldRule =
  (name: string, resolve: Resolver): Resolver =>
  (...args) => {
    const caller = callerOrNobody();
    if (rights.fields.get(name) !== 'public' && !caller) throw commonErrors.UNAUTHENTICATED();
    if (caller) requireRootField(name, caller);
    return resolve(...args);
  };

const mayBeDelivered = (type: string, object: unknown, caller: Caller | undefined): boolean => {
  const rule = rights.types.get(type);
  if (rule === 'public' || rule === 'within') return true;
  if (!rule || !caller) return false;
  return rule === 'signedIn' || rule(object as never, caller);
};

/**
 * Puts the policy in front of the schema, whatever transport it is called over: a rule before every root field, and a
 * rule before every object that leaves. What should not be there is refused as something that does not exist.
 * @throws Error at start-up when a root field or object type has no rule, or a rule has neither; when a scope is no
 * capability or opens something else than mutations.
 */
export const guardSchema = (schema: GraphQLSchema): GraphQLSchema => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (root): root is GraphQLObjectType => Boolean(root),
  );
  const fields = new Set<string>();
  for (const root of roots)
    for (const field of Object.values<GraphQLField<unknown, unknown>>(root.getFields())) {
      const name = `${root.name}.${field.name}`;
      if (!rights.fields.has(name)) throw new Error(`${name} has no rule: name it in its room's policy`);
      fields.add(name);
      // The source of a subscription is where it can be refused; its events are executed with the rights of their moment.
      if (field.subscribe) field.subscribe = behindFieldRule(name, field.subscribe);
      else field.resolve = behindFieldRule(name, field.resolve ?? defaultFieldResolver);
    }
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) && !type.name.startsWith('__') && !roots.some((root) => root.name === type.name),
  );
  for (const type of types) {
    if (!rights.types.has(type.name)) throw new Error(`${type.name} has no rule: name it in its room's policy`);
    // The one place every object passes on its way out.
    type.isTypeOf = (object, context) => {
      if (!mayBeDelivered(type.name, object, eyesIn(context) ?? callerOrNobody())) throw commonErrors.NOT_FOUND();
      return true;
    };
  }
  followPreviews(schema);
  const names = new Set(types.map(({ name }) => name));
  const lost = [
    ...[...rights.fields.keys()].filter((name) => !fields.has(name)),
    ...[...rights.types.keys()].filter((name) => !names.has(name)),
  ];
  if (lost.length > 0) throw new Error(`rules without a field or type: ${lost.join(', ')}`);
  for (const [scope, { opens }] of rights.scopes)
    if (!rights.capabilities.has(scope) || opens.some((name) => !name.startsWith('Mutation.') || !fields.has(name)))
      throw new Error(`the scope ${scope} is no capability, or opens what is no mutation`);
  return schema;
};
