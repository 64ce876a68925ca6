import { useEffect, useRef, useState } from 'react';
import { keepChoice, keptChoices, letChoiceGo } from '../../live/uploadsKept.js';
import { useDraft } from './drafts.js';

/** A file that goes with a text that was not sent yet. */
export interface ChosenFile {
  id: string;
  name: string;
  size: number;
}

/** Where the bytes of a chosen file are: here, still being looked up after a reload, or nowhere any more. */
type Place = 'here' | 'looking' | 'lost';

const read = (stored: string | null): ChosenFile[] => {
  try {
    return JSON.parse(stored ?? '[]') as ChosenFile[];
  } catch {
    return [];
  }
};

/**
 * Files chosen with a text that was not sent yet, kept with its draft: they come back with it after a reload and after a dialog
 * was closed. What this browser could not keep is named, so that it can be chosen again.
 */
export function useChosenFiles(key: string) {
  const [stored, store] = useDraft(`${key}.files`);
  const [bytes, setBytes] = useState<ReadonlyMap<string, File>>(new Map());
  const [looked, setLooked] = useState(false);
  const taken = useRef(new Set<string>());
  const files = read(stored);
  useEffect(() => {
    let current = true;
    void keptChoices().then((kept) => {
      if (!current) return;
      setBytes((now) => new Map([...kept.map(({ id, file }) => [id, file] as const), ...now]));
      setLooked(true);
    });
    return () => {
      current = false;
    };
  }, []);

  const write = (next: readonly ChosenFile[]): void => store(next.length > 0 ? JSON.stringify(next) : null);
  const hold = (id: string, file: File): ChosenFile => {
    setBytes((now) => new Map(now).set(id, file));
    void keepChoice({ id, file, at: Date.now() });
    return { id, name: file.name, size: file.size };
  };
  const place = ({ id }: ChosenFile): Place => (bytes.has(id) ? 'here' : looked ? 'lost' : 'looking');

  return {
    files,
    place,
    /** The first that has to be chosen again or left out, before anything is sent. */
    lost: files.find((file) => place(file) === 'lost'),
    add: (chosen: readonly File[]): void => write([...files, ...chosen.map((file) => hold(crypto.randomUUID(), file))]),
    /** Puts a file in the place of one that was lost. */
    again: (id: string, file: File): void => write(files.map((one) => (one.id === id ? hold(id, file) : one))),
    drop: (id: string): void => {
      void letChoiceGo(id);
      write(files.filter((one) => one.id !== id));
    },
    /** Hands them over to be sent, each once; after that none is chosen any more. */
    take: (): File[] => {
      const mine = files.filter(({ id }) => !taken.current.has(id));
      mine.forEach(({ id }) => {
        taken.current.add(id);
        void letChoiceGo(id);
      });
      write([]);
      return mine.flatMap(({ id }) => bytes.get(id) ?? []);
    },
  };
}

export type Chosen = ReturnType<typeof useChosenFiles>;
