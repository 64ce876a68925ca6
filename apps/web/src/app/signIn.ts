import { tellWindows } from '../live/sessionChannel.js';

/** Where a popup ends that was opened to sign in again; it closes itself. */
export const signedInPath = '/aangemeld';

/** Where signing in begins; `back` is a path of ours to return to. */
export const signInAddress = (back: string): string => `/auth/sign-in?return=${encodeURIComponent(back)}`;

/** The path to go back to, from the address of a sign-in page; never another site. */
export function returnPath(search: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '/';
  try {
    const url = new URL(wanted, location.origin);
    return url.origin === location.origin ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}

/** From now on everything is done for this organisation; the session gets a new cookie. */
export async function actFor(organisationId: string): Promise<boolean> {
  try {
    const response = await fetch('/auth/organisation', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ organisationId }),
    });
    if (response.ok) tellWindows('organisation');
    return response.ok;
  } catch {
    return false;
  }
}
