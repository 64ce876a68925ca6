import { DirectiveLocation, GraphQLDirective } from 'graphql';

/** Marks fields whose value depends on who looks, and not only on what they may see; put it on with `@Directive('@viewer')`. */
export const viewerDirective = new GraphQLDirective({
  name: 'viewer',
  description: 'The value depends on who looks: subscriptions that ask for it are worked out for each reader.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
});
