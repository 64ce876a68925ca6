import type { Client } from './client.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Sends files as a browser does, piece by piece. */
export class Tus {
  constructor(private readonly client: Client) {}

  async ask(method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array): Promise<Response> {
    return fetch(`${this.client.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.client.token ?? ''}`, 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body: Buffer.from(body) }),
    });
  }

  begin(owner: string, name: string, size: number): Promise<Response> {
    const metadata = `filename ${base64(name)},owner ${base64(owner)}`;
    return this.ask('POST', '/files', { 'upload-length': String(size), 'upload-metadata': metadata });
  }

  send(path: string, from: number, bytes: Uint8Array): Promise<Response> {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) };
    return this.ask('PATCH', path, headers, bytes);
  }

  /** The path of a file that was sent as a whole, and the last answer. */
  async upload(
    owner: string,
    name: string,
    bytes: Uint8Array,
    piece = bytes.length,
  ): Promise<{ path: string; last: Response }> {
    const begun = await this.begin(owner, name, bytes.length);
    const path = begun.headers.get('location') ?? '';
    let last = begun;
    for (let from = 0; from < bytes.length && last.ok; from += piece)
      last = await this.send(path, from, bytes.subarray(from, from + piece));
    return { path, last };
  }
}
