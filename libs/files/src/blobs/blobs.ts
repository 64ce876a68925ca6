import type { Readable } from 'node:stream';

/** Where the bytes are: parts under names of ours, written once. */
export abstract class Blobs {
  /** Durable once it answers. */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** Bytes from one to another, both included. */
  abstract read(key: string, from: number, to: number): Promise<Readable>;
  /** Also for what is not there. */
  abstract remove(key: string): Promise<void>;
}
