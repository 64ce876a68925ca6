import type { Identity } from '../database/scope.js';

/** What a request brings along to say who it is. */
export interface Credentials {
  cookie?: string;
  /** The Authorization header, or the same text in the socket's connection parameters. */
  authorization?: string;
  /** Asked again for what is already open, not for something somebody does now. */
  streaming?: true;
}

/** Finds out for whom a request runs; `access` provides it. */
export abstract class Authenticator {
  /** The identity behind the credentials; nobody when there are none or they are no longer good. */
  abstract authenticate(credentials: Credentials): Promise<Identity>;

  /** For many credentials at once, in their order, whether they are still good. */
  abstract stillGood(credentials: readonly Credentials[]): Promise<boolean[]>;
}
