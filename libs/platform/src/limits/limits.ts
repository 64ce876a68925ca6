/**
 * Every number that bounds what a caller may ask of the server, in one place and for both transports. What an operator
 * may want to change is a setting (config.ts); the rest is fixed.
 */
export const limits = {
  /** One GraphQL document. Brackets are counted before the parser, which recurses, sees the text. */
  document: { tokens: 2_000, depth: 12, aliases: 50, fields: 500, brackets: 200 },
  /** Example people, who have no password: only the load is bounded. */
  demoSignIn: { points: 300, windowSeconds: 60 },
} as const;
