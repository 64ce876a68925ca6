import { runIn, type Db, type Scope } from '#libs/platform';
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { Caller } from '../caller.js';

/** What the fields of one operation share: the scope they run in once somebody looks through another's eyes. */
export interface PreviewContext {
  preview?: Scope;
}

/** From here on every field below the root is worked out for `eyes`, in a scope that can only read. */
export const lookThrough = async (db: Db, context: PreviewContext, eyes: Caller): Promise<void> => {
  context.preview = await db.branch(eyes);
};

/** Who looks: the one through whose eyes it is done, if anybody. */
export const eyesIn = (context: unknown): Caller | undefined =>
  (context as PreviewContext | undefined)?.preview?.identity as Caller | undefined;

/** Lets every resolver below the root run in the scope of a preview, when there is one. */
export const followPreviews = (schema: GraphQLSchema): void => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      // Without a resolver a field only reads what its object holds.
      if (!resolve) continue;
      const follow: GraphQLFieldResolver<unknown, PreviewContext, unknown, unknown> = (source, args, context, info) =>
        context.preview
          ? runIn(context.preview, undefined, () => resolve(source, args, context, info))
          : resolve(source, args, context, info);
      field.resolve = follow;
    }
  }
};
