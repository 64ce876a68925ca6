import { useCallback, useState } from 'react';

const prefix = 'samenregie.draft.';

/** Text that was typed and not sent yet: survives closing the panel, a reload, and signing in again. */
export function useDraft(key: string): [string | null, (text: string | null) => void] {
  const [draft, setDraft] = useState(() => sessionStorage.getItem(prefix + key));
  const set = useCallback(
    (text: string | null) => {
      setDraft(text);
      try {
        if (text === null) sessionStorage.removeItem(prefix + key);
        else sessionStorage.setItem(prefix + key, text);
      } catch {
        // Full storage: the text is still in the field.
      }
    },
    [key],
  );
  return [draft, set];
}
