const key = 'samenregie.answer';

/**
 * What stands behind # in the link, which no server and no log sees. It leaves the address at once, and stays for the visit,
 * so that a reload finds the same question.
 */
export function takeLink(): string | null {
  const inAddress = location.hash.slice(1);
  if (inAddress) {
    sessionStorage.setItem(key, inAddress);
    history.replaceState(history.state, '', location.pathname);
  }
  return inAddress || sessionStorage.getItem(key);
}
