import { Readable } from 'node:stream';
import type { Blobs } from './blobs/blobs.js';
import type { Span } from './file.rules.js';
import type { Part } from './files.store.js';

/** The bytes of a span, part after part; nothing is read before somebody takes it. */
export const contentOf = (blobs: Blobs, parts: readonly Part[], { from, to }: Span): Readable =>
  Readable.from(
    (async function* () {
      for (const { key, start, size } of parts) {
        const first = Math.max(from - start, 0);
        const last = Math.min(to - start, size - 1);
        if (first <= last) yield* (await blobs.read(key, first, last)) as AsyncIterable<Uint8Array>;
      }
    })(),
    { objectMode: false },
  );
