import { Readable } from 'node:stream';
import type { Blobs } from './blobs/blobs.js';
import { dispositionOf, type Span } from './file.rules.js';
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

/** How a file is sent out: always to be saved, and should a browser show it after all, it is nobody's page. */
export const fileHeaders = (name: string, mediaType: string | null): Record<string, string> => ({
  'content-type': mediaType ?? 'application/octet-stream',
  'content-disposition': dispositionOf(name),
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
});
