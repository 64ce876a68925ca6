import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a push service was given for a device, as the device reads it. */
export interface Pushed {
  path: string;
  ttl: string | undefined;
  encoding: string | undefined;
  /** What the sender signed (RFC 8292), once the signature held. */
  claims: { aud: string; exp: number; sub: string };
  publicKey: string;
  text: string;
}

/** A browser: a pair of keys and a secret (RFC 8291). */
export class Browser {
  private readonly pair = createECDH('prime256v1');
  private readonly secret = randomBytes(16);
  readonly keys: { p256dh: string; auth: string };

  constructor() {
    this.keys = { p256dh: this.pair.generateKeys('base64url'), auth: this.secret.toString('base64url') };
  }

  /** One record of aes128gcm (RFC 8188), with the keys of RFC 8291. */
  read(sealed: Buffer): string {
    const salt = sealed.subarray(0, 16);
    const keyLength = sealed[20]!;
    const theirs = sealed.subarray(21, 21 + keyLength);
    const content = sealed.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.pair.getPublicKey(), theirs]);
    const key = Buffer.from(hkdfSync('sha256', this.pair.computeSecret(theirs), this.secret, info, 32));
    const part = (label: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, salt, `${label}\0`, bytes));
    const opening = createDecipheriv(
      'aes-128-gcm',
      part('Content-Encoding: aes128gcm', 16),
      part('Content-Encoding: nonce', 12),
    );
    opening.setAuthTag(content.subarray(-16));
    const padded = Buffer.concat([opening.update(content.subarray(0, -16)), opening.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}

/** The claims of a VAPID header, if its signature is that of the key it names. */
const claimsOf = (header: string): { claims: Pushed['claims']; publicKey: string } => {
  const [, token, publicKey] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  if (!token || !publicKey) throw new Error(`no VAPID header: ${header}`);
  const raw = Buffer.from(publicKey, 'base64url');
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } });
  const [head, body, signature] = token.split('.') as [string, string, string];
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!holds) throw new Error('the signature of the VAPID header does not hold');
  return { claims: JSON.parse(Buffer.from(body, 'base64url').toString()) as Pushed['claims'], publicKey };
};

/** Stands for the push service of a browser; what it answers is settable. */
export const startPushService = async (browser: Browser) => {
  const pushed: Pushed[] = [];
  const problems: unknown[] = [];
  const service = { status: 201 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      try {
        const { headers, url = '' } = request;
        const text = browser.read(Buffer.concat(chunks));
        const [ttl, encoding] = [headers.ttl as string | undefined, headers['content-encoding']];
        pushed.push({ path: url, ttl, encoding, ...claimsOf(headers.authorization ?? ''), text });
      } catch (error) {
        problems.push(error);
      }
      response.writeHead(service.status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    origin,
    pushed,
    problems,
    answer: (status: number) => {
      service.status = status;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};
