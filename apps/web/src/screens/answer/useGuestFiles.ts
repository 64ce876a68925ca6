import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../live/problem.js';
import { call, type Desk, type DeskUpload } from './api.js';
import { sendFile } from './files.js';
import { forgetMark, isSame, markOf } from './marks.js';

/** A file on its way to the draft of an answer. */
export interface Underway {
  key: string;
  /** What the server calls it, once it knows of it. */
  id?: string | undefined;
  name: string;
  size: number;
  sent: number;
  problem?: Problem | undefined;
}

/**
 * Files of an answer that is being written: sent at once, kept with the draft, and taken away again. What a page before this one
 * did not finish is `halted`: chosen once more it goes on where it was.
 */
export function useGuestFiles(link: string, desk: Desk, look: () => Promise<void>, onSessionOver: () => void) {
  const [underway, setUnderway] = useState<readonly Underway[]>([]);
  const [arrived, setArrived] = useState<string>();
  /** Begun or ended by this page: what the server said of them a moment ago is no news. */
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set());
  const stops = useRef(new Map<string, AbortController>());
  const files = useRef(new Map<string, File>());
  useEffect(() => {
    const all = stops.current;
    return () => all.forEach((stop) => stop.abort());
  }, []);
  const halted = desk.underway.filter(({ id }) => !own.has(id));

  const change = (key: string, changes: Partial<Underway>): void =>
    setUnderway((now) => now.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const drop = (key: string): void => {
    files.current.delete(key);
    setUnderway((now) => now.filter((one) => one.key !== key));
  };
  const adopt = (id: string): void => setOwn((now) => (now.has(id) ? now : new Set(now).add(id)));

  const run = async (key: string, file: File, before?: DeskUpload): Promise<void> => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    files.current.set(key, file);
    let known = before?.id;
    if (known) adopt(known);
    const outcome = await sendFile(
      link,
      file,
      stop.signal,
      (sent, id) => {
        if (known !== id) {
          known = id;
          adopt(id);
        }
        markOf(desk.reference, id, file);
        change(key, { sent, id });
      },
      before,
    );
    if (stop.signal.aborted) return;
    if (outcome.ok) {
      if (known) forgetMark(desk.reference, known);
      await look();
      setArrived(file.name);
      return drop(key);
    }
    if (outcome.problem.code === 'ANSWER_SESSION_OVER') return onSessionOver();
    change(key, { problem: outcome.problem });
  };
  const take = (file: File, before?: DeskUpload): Promise<void> => {
    const key = crypto.randomUUID();
    const { name, size } = file;
    setUnderway((now) => [...now, { key, id: before?.id, name, size, sent: before?.received ?? 0 }]);
    return run(key, file, before);
  };
  const end = async (id: string): Promise<void> => {
    adopt(id);
    forgetMark(desk.reference, id);
    const outcome = await call('files/remove', link, { id });
    if (!outcome.ok && outcome.problem.code === 'ANSWER_SESSION_OVER') return onSessionOver();
    await look();
  };

  return {
    underway,
    halted,
    arrived,
    /** A file that is chosen; one that had been stopped goes on. */
    send: (file: File): Promise<void> =>
      take(
        file,
        halted.find((one) => isSame(desk.reference, one, file)),
      ),
    /** In the place of one that was stopped: the same goes on, another comes instead. */
    again: async (before: DeskUpload, file: File): Promise<void> => {
      if (isSame(desk.reference, before, file)) return take(file, before);
      await end(before.id);
      await take(file);
    },
    /** Once more, for what did not get through. */
    retry: async (key: string): Promise<void> => {
      const [one, file] = [underway.find((each) => each.key === key), files.current.get(key)];
      if (!one || !file) return;
      change(key, { problem: undefined });
      await run(key, file, one.id ? { id: one.id, name: one.name, size: one.size, received: one.sent } : undefined);
    },
    cancel: async (key: string): Promise<void> => {
      stops.current.get(key)?.abort();
      const id = underway.find((one) => one.key === key)?.id;
      drop(key);
      if (id) await end(id);
    },
    remove: end,
  };
}
