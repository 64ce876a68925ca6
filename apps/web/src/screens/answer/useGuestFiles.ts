import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../live/problem.js';
import { call } from './api.js';
import { sendFile } from './files.js';

/** A file on its way to the draft of an answer. */
export interface Underway {
  key: string;
  name: string;
  size: number;
  sent: number;
  problem?: Problem;
}

/** Files of an answer that is being written: sent at once, kept with the draft, and taken away again. */
export function useGuestFiles(link: string, look: () => Promise<void>, onSessionOver: () => void) {
  const [underway, setUnderway] = useState<readonly Underway[]>([]);
  const [arrived, setArrived] = useState<string>();
  const stops = useRef(new Map<string, AbortController>());
  const ids = useRef(new Map<string, string>());
  useEffect(() => {
    const all = stops.current;
    return () => all.forEach((stop) => stop.abort());
  }, []);

  const change = (key: string, changes: Partial<Underway>): void =>
    setUnderway((now) => now.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const drop = (key: string): void => setUnderway((now) => now.filter((one) => one.key !== key));

  const send = async (file: File): Promise<void> => {
    const key = crypto.randomUUID();
    const stop = new AbortController();
    stops.current.set(key, stop);
    const { name, size } = file;
    setUnderway((now) => [...now, { key, name, size, sent: 0 }]);
    const outcome = await sendFile(link, file, stop.signal, (sent, id) => {
      ids.current.set(key, id);
      change(key, { sent });
    });
    if (stop.signal.aborted) return;
    if (outcome.ok) {
      await look();
      setArrived(name);
      return drop(key);
    }
    if (outcome.problem.code === 'ANSWER_SESSION_OVER') return onSessionOver();
    change(key, { problem: outcome.problem });
  };
  const cancel = async (key: string): Promise<void> => {
    stops.current.get(key)?.abort();
    drop(key);
    const id = ids.current.get(key);
    if (id) await call('files/remove', link, { id });
  };
  const remove = async (id: string): Promise<void> => {
    const outcome = await call('files/remove', link, { id });
    if (!outcome.ok && outcome.problem.code === 'ANSWER_SESSION_OVER') return onSessionOver();
    await look();
  };
  return { underway, arrived, send, cancel, remove };
}
