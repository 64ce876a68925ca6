import { useEffect, useRef } from 'react';

/**
 * Keeps what somebody types while a dialog they asked for is still on its way.
 * @returns what was typed up to now, for the dialog to begin with.
 */
export function useTypeAhead(waiting: boolean): () => string {
  const typed = useRef('');
  useEffect(() => {
    if (!waiting) return undefined;
    typed.current = '';
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
      if (event.key.length === 1) typed.current += event.key;
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else return;
      event.preventDefault();
      // Letters are no shortcuts now.
      event.stopImmediatePropagation();
    };
    // The window hears of it before the document, where shortcuts listen.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [waiting]);
  return () => typed.current;
}
