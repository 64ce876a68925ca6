const every = 60;
const times = 10;

/**
 * Brings the focus where it belongs while a page settles: menus and dialogs give it back on their own, rows move, and
 * parts of a page load later. Stops as soon as somebody uses the keyboard or the pointer.
 */
export function insist(find: () => HTMLElement | null): () => void {
  let left = times;
  const timer = setInterval(() => {
    left -= 1;
    const target = find();
    if (target && document.activeElement !== target && !target.contains(document.activeElement)) target.focus();
    if (left === 0) stop();
  }, every);
  const stop = (): void => {
    clearInterval(timer);
    document.removeEventListener('keydown', stop, true);
    document.removeEventListener('pointerdown', stop, true);
  };
  document.addEventListener('keydown', stop, true);
  document.addEventListener('pointerdown', stop, true);
  return stop;
}
