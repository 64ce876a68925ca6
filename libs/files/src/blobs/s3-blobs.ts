import type { S3Config } from '#libs/platform';
import { S3mini } from 's3mini';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Blobs } from './blobs.js';

const PATIENCE_MS = 30_000;

/** A bucket of any store that speaks S3. */
export class S3Blobs extends Blobs {
  private readonly bucket: S3mini;

  constructor({ endpoint, region, accessKeyId, secretAccessKey }: S3Config) {
    super();
    this.bucket = new S3mini({ endpoint, region, accessKeyId, secretAccessKey, requestAbortTimeout: PATIENCE_MS });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.bucket.putObject(key, Buffer.from(bytes));
  }

  async read(key: string, from: number, to: number): Promise<Readable> {
    // It leaves the end out.
    const { body } = await this.bucket.getObjectRaw(key, false, from, to + 1);
    return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
  }

  async remove(key: string): Promise<void> {
    await this.bucket.deleteObject(key);
  }
}
