import { useEffect, useState } from 'react';

/**
 * The text of a dialog that somebody asked for: what is typed while it is still on its way is not lost.
 * @param asked from the moment it is asked for until it is closed.
 */
export function useTypeAhead(asked: boolean): [string, (text: string) => void] {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (!asked) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
      if (event.key.length === 1) setTyped((text) => text + event.key);
      else if (event.key === 'Backspace') setTyped((text) => text.slice(0, -1));
      else return;
      event.preventDefault();
      // Letters are no shortcuts now.
      event.stopImmediatePropagation();
    };
    // The window hears of it before the document, where shortcuts listen.
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      setTyped('');
    };
  }, [asked]);
  return [typed, setTyped];
}
