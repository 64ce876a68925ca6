import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Blobs } from './blobs.js';

/** A folder of this machine, or one that several share. */
export class DiskBlobs extends Blobs {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const place = this.place(key);
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    // Under its name it is whole: nobody ever sees half of it.
    const file = await open(`${place}.new`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${place}.new`, place);
  }

  async read(key: string, from: number, to: number): Promise<Readable> {
    return createReadStream(this.place(key), { start: from, end: to });
  }

  async remove(key: string): Promise<void> {
    await rm(this.place(key), { force: true });
    await rm(`${this.place(key)}.new`, { force: true });
  }

  private place(key: string): string {
    // The end of our ids is random, their beginning is the time.
    return path.join(this.folder, key.slice(-2), key);
  }
}
