import { useCallback, useEffect, useRef, useState } from 'react';
import { call, type Desk } from './api.js';

const lookEvery = 8_000;

/** The request as it is now: looked at again while the page is in sight, so that additions appear by themselves. */
export function useDesk(link: string, first: Desk, onSessionOver: () => void) {
  const [desk, setDesk] = useState(first);
  const [offline, setOffline] = useState(false);
  const over = useRef(onSessionOver);
  useEffect(() => {
    over.current = onSessionOver;
  });

  const look = useCallback(async (): Promise<void> => {
    const outcome = await call<Desk>('look', link);
    setOffline(!outcome.ok && outcome.problem.code === 'OFFLINE');
    if (outcome.ok) setDesk(outcome.data);
    else if (outcome.problem.code === 'ANSWER_SESSION_OVER') over.current();
  }, [link]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look();
    }, lookEvery);
    return () => clearInterval(timer);
  }, [look]);
  return { desk, setDesk, look, offline };
}
