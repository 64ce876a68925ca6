import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A small store that speaks S3: one bucket in memory, and nothing without a right signature (version 4). */
export interface S3Server {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: Map<string, Buffer>;
  /** How often a request was refused. */
  refused(): number;
  close(): Promise<void>;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Computes the signature of a request again, as AWS describes it. */
const isSigned = ({ method, url = '/', headers }: IncomingMessage, body: Buffer, secret: string): boolean => {
  const [, scope, names, given] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  if (!scope || !names || !given) return false;
  const payload = String(headers['x-amz-content-sha256']);
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha(body)) return false;
  const { pathname, searchParams } = new URL(url, 'http://x');
  const query = [...searchParams]
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .sort();
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [method, pathname, query.join('&'), lines.join(''), names, payload].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex') === given;
};

export const startS3 = async (): Promise<S3Server> => {
  const objects = new Map<string, Buffer>();
  const keys = { accessKeyId: 'TESTKEY', secretAccessKey: 'geheim/voor+de+test' };
  let refused = 0;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const key = new URL(request.url ?? '/', 'http://x').pathname.replace('/bucket/', '');
      const found = objects.get(key);
      if (!isSigned(request, body, keys.secretAccessKey)) {
        refused++;
        return response.writeHead(403).end();
      }
      if (request.method === 'PUT') {
        objects.set(key, body);
        return response.writeHead(200, { etag: `"${sha(body)}"` }).end();
      }
      if (request.method === 'DELETE') {
        objects.delete(key);
        return response.writeHead(204).end();
      }
      if (!found) return response.writeHead(404).end();
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      return response.writeHead(from ? 206 : 200).end(from ? found.subarray(Number(from), Number(to) + 1) : found);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...keys,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`,
    objects,
    refused: () => refused,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
};
