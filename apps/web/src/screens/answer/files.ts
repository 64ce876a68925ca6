import type { Problem } from '../../live/problem.js';
import { call, type Outcome, refusalOf } from './api.js';

/** Small enough to arrive within seconds over a bad line. */
const PIECE = 1024 * 1024;
const PAUSE_MS = 3_000;
const pieceMs = 60_000;
/** A piece that does not arrive is sent again so often before a person is asked. */
const TRIES = 5;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

async function sendPiece(
  link: string,
  id: string,
  from: number,
  bytes: Blob,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  try {
    const response = await fetch(`/answer/files/${id}`, {
      method: 'PATCH',
      credentials: 'same-origin',
      headers: {
        ...{ 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) },
        'answer-link': link,
      },
      body: bytes,
      signal: AbortSignal.any([signal, AbortSignal.timeout(pieceMs)]),
    });
    return response.ok ? undefined : await refusalOf(response);
  } catch {
    return { code: 'OFFLINE', args: {} };
  }
}

/** What the server has of a file that goes on. */
export interface Begun {
  id: string;
  received: number;
}

/**
 * Sends a file piece by piece, from where it was when it goes on, and says how much is there; a line that is lost for a moment
 * loses nothing.
 */
export async function sendFile(
  link: string,
  file: File,
  signal: AbortSignal,
  tell: (sent: number, id: string) => void,
  before?: Begun,
): Promise<Outcome<object>> {
  const begun = before
    ? { ok: true as const, data: before }
    : await call<Begun>('files', link, { name: file.name, size: file.size });
  if (!begun.ok) return begun;
  const { id } = begun.data;
  let sent = begun.data.received;
  tell(sent, id);
  // What arrived as a whole may not have been looked at yet: a piece of nothing asks for that.
  for (let tries = 0, more = true; more; more = sent < file.size) {
    const problem = await sendPiece(link, id, sent, file.slice(sent, sent + PIECE), signal);
    if (!problem) {
      tries = 0;
      sent = Math.min(sent + PIECE, file.size);
    } else if (problem.code === 'FILE_OFFSET_MISMATCH') {
      // The piece had arrived, and its answer had not.
      sent = Number(problem.args.offset);
    } else if (problem.code !== 'OFFLINE' || signal.aborted || ++tries >= TRIES) return { ok: false, problem };
    else await pause();
    tell(sent, id);
  }
  return { ok: true, data: begun.data };
}

/** Fetches a file and hands it to the browser to save: no address opens it, so that none can leak. */
export async function saveFile(link: string, id: string, name: string): Promise<Problem | undefined> {
  try {
    const response = await fetch('/answer/files/fetch', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link, id }),
    });
    if (!response.ok) return await refusalOf(response);
    const address = URL.createObjectURL(await response.blob());
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return undefined;
  } catch {
    return { code: 'OFFLINE', args: {} };
  }
}
