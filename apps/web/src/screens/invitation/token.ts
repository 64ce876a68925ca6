/** Where the token waits while somebody signs in; it survives that, not the end of the visit. */
export const invitationKey = 'samenregie.invitation';

/**
 * The token stands behind # in the link, so that no server and no log sees it. It leaves the address at once, so that it
 * stays out of the history too.
 */
export function takeToken(): string | null {
  const inLink = location.hash.slice(1);
  if (inLink) {
    sessionStorage.setItem(invitationKey, inLink);
    history.replaceState(history.state, '', location.pathname);
  }
  return inLink || sessionStorage.getItem(invitationKey);
}

export const forgetToken = (): void => sessionStorage.removeItem(invitationKey);
