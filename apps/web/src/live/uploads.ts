import { lineIsBack } from './connectionStore.js';
import type { Problem } from './problem.js';
import { expireSession } from './session.js';
import { createStore } from './store.js';
import { forgetKept, keep, keptUploads, letGo, type KeptUpload } from './uploadsKept.js';

/** A file on its way. */
export interface Upload {
  id: string;
  /** What it hangs on, by global id. */
  ownerId: string;
  name: string;
  size: number;
  sent: number;
  /** `waiting` goes on by itself when there is a line again. */
  state: 'sending' | 'waiting' | 'failed';
  problem?: Problem | undefined;
}

/** Every file this device is sending, in the order in which they were chosen. */
export const uploads = createStore<readonly Upload[]>([]);

/** Small enough to arrive within seconds over a bad line: what arrived need not be sent again. */
const PIECE = 1024 * 1024;
const PAUSE_MS = 5_000;
const BUSY = new Set([408, 423, 429, 502, 503, 504]);

const stops = new Map<string, AbortController>();

const change = (id: string, changes: Partial<Upload>): void =>
  uploads.set(uploads.get().map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
const drop = (id: string): void => {
  stops.delete(id);
  uploads.set(uploads.get().filter((upload) => upload.id !== id));
  void letGo(id);
};

/** Refused for a reason; a lost line is a TypeError of the browser's. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.code);
  }
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, headers: { 'tus-resumable': '1.0.0', ...init.headers } });
  if (response.ok) return response;
  if (response.status === 401) expireSession();
  const body = (await response.json().catch(() => null)) as { errors?: { extensions?: Partial<Problem> }[] } | null;
  throw new Refused(response.status, { code: 'INTERNAL', args: {}, ...body?.errors?.[0]?.extensions });
}

/** Sends files; what was sent stays sent, also when the page is loaded again. */
export function sendFiles(ownerId: string, files: readonly File[]): void {
  for (const file of files) {
    const kept: KeptUpload = { id: crypto.randomUUID(), ownerId, file };
    uploads.set([...uploads.get(), toUpload(kept)]);
    void keep(kept);
    void run(kept);
  }
}

/** Goes on with what a page before this one was sending. */
export async function resumeUploads(): Promise<void> {
  for (const kept of await keptUploads()) {
    if (uploads.get().some(({ id }) => id === kept.id)) continue;
    uploads.set([...uploads.get(), toUpload(kept)]);
    void run(kept);
  }
}

export async function retryUpload(id: string): Promise<void> {
  const kept = (await keptUploads()).find((one) => one.id === id);
  if (!kept) return drop(id);
  change(id, { state: 'sending', problem: undefined });
  await run(kept);
}

export async function cancelUpload(id: string): Promise<void> {
  const kept = (await keptUploads()).find((one) => one.id === id);
  stops.get(id)?.abort();
  drop(id);
  // What the server has of it ends by itself after a day.
  if (kept?.path) await ask(kept.path, { method: 'DELETE' }).catch(() => undefined);
}

/** Somebody signs out: nothing of theirs stays on this device. */
export async function forgetUploads(): Promise<void> {
  for (const stop of stops.values()) stop.abort();
  stops.clear();
  uploads.set([]);
  await forgetKept();
}

const toUpload = ({ id, ownerId, file }: KeptUpload): Upload => ({
  ...{ id, ownerId, name: file.name, size: file.size, sent: 0, state: 'sending' },
});

/** One page sends a file; another that has it too leaves it alone. */
async function run(kept: KeptUpload): Promise<void> {
  const stop = new AbortController();
  stops.set(kept.id, stop);
  await navigator.locks.request(`upload ${kept.id}`, async () => {
    const stopped = (): boolean => stop.signal.aborted;
    while (!stopped()) {
      try {
        await send(kept, stop.signal);
        return drop(kept.id);
      } catch (error) {
        if (stopped()) return;
        const refusal = error instanceof Refused ? error : undefined;
        if (refusal && !BUSY.has(refusal.status)) return change(kept.id, { state: 'failed', problem: refusal.problem });
        change(kept.id, { state: 'waiting' });
        await lineOrPause(stop.signal);
        change(kept.id, { state: 'sending' });
      }
    }
  });
}

async function send(kept: KeptUpload, signal: AbortSignal): Promise<void> {
  const { file, ownerId } = kept;
  let sent = kept.path ? await place(kept.path, signal) : undefined;
  if (sent === undefined) {
    const metadata = `filename ${base64(file.name || 'bestand')},owner ${base64(ownerId)}`;
    const headers = { 'upload-length': String(file.size), 'upload-metadata': metadata };
    const begun = await ask('/files', { method: 'POST', headers, signal });
    kept.path = begun.headers.get('location') ?? '';
    await keep(kept);
    sent = 0;
  }
  change(kept.id, { sent });
  // What arrived as a whole may not have been looked at yet: a piece of nothing asks for that.
  do {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(sent) };
    const body = file.slice(sent, sent + PIECE);
    await ask(kept.path!, { method: 'PATCH', headers, body, signal });
    sent = Math.min(sent + PIECE, file.size);
    change(kept.id, { sent });
  } while (sent < file.size);
}

/** How much the server has; undefined when it no longer knows of the file. */
async function place(path: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    return Number((await ask(path, { method: 'HEAD', signal })).headers.get('upload-offset'));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

const lineOrPause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(go, PAUSE_MS);
    const stop = lineIsBack.on(go);
    window.addEventListener('online', go);
    signal.addEventListener('abort', go);
    function go(): void {
      clearTimeout(timer);
      stop();
      window.removeEventListener('online', go);
      resolve();
    }
  });
