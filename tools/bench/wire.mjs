// The least that speaks graphql-transport-ws over a raw connection: what the load client does must not be what is measured.
import { randomBytes } from 'node:crypto';
import net from 'node:net';

const MASK = Buffer.alloc(4);

/** A client's text frame; a mask of zeros is a mask. */
export function textFrame(text) {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, MASK, payload]);
}

/** One subscriber on a socket of its own. */
export class Subscriber {
  /**
   * @param {{ port: number, token: string, query: string, variables: object, id: string }} options
   * @param {{ onNext: (text: string) => void, onEnd?: (text: string) => void, onClose?: (code: number) => void }} told
   * `onNext` of every `next` message, `onEnd` of an end of the subscription, `onClose` of the close code (1006 without one)
   */
  constructor(options, { onNext, onEnd = () => {}, onClose = () => {} }) {
    this.options = options;
    this.onNext = onNext;
    this.onEnd = onEnd;
    this.onClose = onClose;
    this.buffer = Buffer.alloc(0);
    this.upgraded = false;
    this.closed = false;
  }

  /** Resolves once the server has acknowledged the greeting and the subscription was sent. */
  open() {
    return new Promise((resolve, reject) => {
      this.acknowledged = resolve;
      this.socket = net.connect(this.options.port, '127.0.0.1');
      this.socket.setNoDelay(true);
      this.socket.on('connect', () =>
        this.socket.write(
          `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:${this.options.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
            `Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
        ),
      );
      this.socket.on('data', (chunk) => this.read(chunk));
      this.socket.on('error', reject);
      this.socket.on('close', () => {
        reject(new Error(`the server closed the connection (${this.code ?? 1006})`));
        if (!this.closed) this.onClose(this.code ?? 1006);
      });
    });
  }

  /** Stops reading, as a laptop does that sleeps. */
  pause() {
    this.socket.pause();
  }

  /** Reads on. */
  unpause() {
    this.socket.resume();
  }

  close() {
    this.closed = true;
    this.socket.destroy();
  }

  read(chunk) {
    this.buffer = this.buffer.length ? Buffer.concat([this.buffer, chunk]) : chunk;
    if (!this.upgraded) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = this.buffer.subarray(0, this.buffer.indexOf('\r\n')).toString('latin1');
      if (!status.startsWith('HTTP/1.1 101 ')) throw new Error(`the server says ${status}`);
      this.upgraded = true;
      this.buffer = this.buffer.subarray(end + 4);
      const { token } = this.options;
      const payload = token ? { authorization: `Bearer ${token}` } : {};
      this.socket.write(textFrame(JSON.stringify({ type: 'connection_init', payload })));
    }
    for (;;) {
      const frame = this.frame();
      if (!frame) return;
      if (frame.opcode === 1) this.message(frame.payload.toString('utf8'));
      else if (frame.opcode === 8) this.code = frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005;
      else if (frame.opcode === 9) this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x80]), MASK]));
    }
  }

  frame() {
    const { buffer } = this;
    if (buffer.length < 2) return undefined;
    let length = buffer[1] & 127;
    let start = 2;
    if (length === 126) {
      if (buffer.length < 4) return undefined;
      length = buffer.readUInt16BE(2);
      start = 4;
    } else if (length === 127) {
      if (buffer.length < 10) return undefined;
      length = Number(buffer.readBigUInt64BE(2));
      start = 10;
    }
    if (buffer.length < start + length) return undefined;
    const frame = { opcode: buffer[0] & 15, payload: buffer.subarray(start, start + length) };
    this.buffer = buffer.subarray(start + length);
    return frame;
  }

  message(text) {
    if (text.includes('"type":"next"')) return this.onNext(text);
    if (text.includes('"type":"ping"')) return void this.socket.write(textFrame('{"type":"pong"}'));
    if (/"type":"(error|complete)"/.test(text)) return this.onEnd(text);
    if (!text.includes('"type":"connection_ack"')) throw new Error(`the server says ${text.slice(0, 500)}`);
    const { id, query, variables } = this.options;
    this.socket.write(textFrame(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } })));
    this.acknowledged();
  }
}
