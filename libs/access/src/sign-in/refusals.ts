/**
 * Why nobody came in. CANCELLED by the person at the provider, STALE: too late, begun elsewhere, or used before;
 * UNTRUSTED: what the provider sent does not stand up to the checks.
 */
export type Refusal =
  | 'CANCELLED'
  | 'STALE'
  | 'UNTRUSTED'
  | 'PROVIDER_DOWN'
  | 'ORGANISATION_UNKNOWN'
  | 'AFFILIATION_ENDED'
  | 'ROLE_MISSING'
  | 'TOO_MANY'
  | 'OFF'
  | 'FAILED';

/** The status a browser, or whoever watches over us, gets with the page. */
export const statusOfRefusal: Record<Refusal, number> = {
  CANCELLED: 403,
  STALE: 400,
  UNTRUSTED: 502,
  PROVIDER_DOWN: 503,
  ORGANISATION_UNKNOWN: 403,
  AFFILIATION_ENDED: 403,
  ROLE_MISSING: 403,
  TOO_MANY: 429,
  OFF: 404,
  FAILED: 500,
};

/** Ends a sign-in with a page; `detail` is for the log and holds no personal data. */
export class SignInRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly detail = '',
    /** Whose sign-in it was, when that is known. */
    readonly accountId?: string,
  ) {
    super(refusal);
  }
}
