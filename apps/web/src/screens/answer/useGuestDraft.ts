import { useCallback, useEffect, useRef, useState } from 'react';
import { call, choices, type Desk, type Draft } from './api.js';

const saveAfter = 1_500;
const empty: Draft = { choice: null, text: '', commitmentOn: null, forwardNote: '' };
const keyOf = (reference: string): string => `samenregie.answer.${reference}`;

function onDevice(reference: string): Draft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(reference)) ?? 'null') as Draft | null;
    return kept && (kept.choice === null || choices.includes(kept.choice)) ? { ...empty, ...kept } : null;
  } catch {
    return null;
  }
}

function keep(reference: string, draft: Draft | null): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(reference), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(reference));
  } catch {
    // Full storage: the server has it too.
  }
}

export type Saved = 'nothing' | 'device' | 'server';

/** What was typed and not sent: on this device at once, and on the server a moment later. */
export function useGuestDraft(link: string, { reference, draft: kept }: Desk) {
  const [draft, setDraft] = useState<Draft>(() => {
    const { savedAt: _savedAt, ...stored } = kept ?? { ...empty, savedAt: '' };
    return onDevice(reference) ?? stored;
  });
  const [saved, setSaved] = useState<Saved>(kept ? 'server' : 'nothing');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback(
    (part: Partial<Draft>): void => {
      const next = { ...draft, ...part };
      setDraft(next);
      keep(reference, next);
      setSaved('device');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        void call('draft', link, next).then(({ ok }) => ok && setSaved('server'));
      }, saveAfter);
    },
    [draft, link, reference],
  );
  const forget = useCallback((): void => {
    clearTimeout(timer.current);
    keep(reference, null);
    setDraft(empty);
    setSaved('nothing');
  }, [reference]);
  return { draft, change, forget, saved, hold: () => clearTimeout(timer.current) };
}
