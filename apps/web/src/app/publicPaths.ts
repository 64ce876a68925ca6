/** Where an example person is chosen when there is no provider to sign in with; the API sends people there. */
export const personasPath = '/aanmelden';

/** Pages for everybody, signed in or not. */
export const publicPaths: ReadonlySet<string> = new Set(['/toegankelijkheid', personasPath]);
