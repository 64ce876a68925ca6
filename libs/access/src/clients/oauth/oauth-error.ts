/** What the token endpoint refuses, in the words of RFC 6749 section 5.2 and, for what it does not name, of OAuth in general. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'
  | 'server_error';

const statusOf: Record<OAuthErrorCode, number> = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_scope: 400,
  unsupported_grant_type: 400,
  temporarily_unavailable: 503,
  server_error: 500,
};

/** A refusal of the token endpoint, which has a shape of its own. */
export class OAuthError extends Error {
  readonly status: number;

  constructor(
    readonly code: OAuthErrorCode,
    /** For the developer of the client; never says which part of a proof was wrong. */
    description: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(description);
    // Too many requests: OAuth has no word of its own for it.
    this.status = code === 'temporarily_unavailable' && retryAfterSeconds !== undefined ? 429 : statusOf[code];
  }
}
