const FIN_TEXT = 0x81;

/** Bytes of a WebSocket header for a server's payload of this length (RFC 6455, section 5.2: servers do not mask). */
const header = (length: number): Buffer => {
  if (length < 126) return Buffer.from([FIN_TEXT, length]);
  if (length < 65_536) {
    const bytes = Buffer.from([FIN_TEXT, 126, 0, 0]);
    bytes.writeUInt16BE(length, 2);
    return bytes;
  }
  const bytes = Buffer.alloc(10);
  bytes[0] = FIN_TEXT;
  bytes[1] = 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
};

const BEFORE_ID = '{"id":';
const BEHIND_ID = ',"type":"next","payload":';

/**
 * A result that was worked out and serialised once and goes to many. A subscriber adds nothing but the id it chose: frames
 * for ids of one length differ only in those bytes.
 */
export class Rendered {
  private template?: { idBytes: number; frame: Buffer; idAt: number };
  private tail?: Buffer;

  /** @param json the whole result, as it goes over the wire. */
  constructor(readonly json: string) {}

  /** The complete WebSocket frame of a graphql-transport-ws `next` message for a subscription id, given as JSON text. */
  frame(id: string): Buffer {
    const idBytes = Buffer.byteLength(id);
    if (this.template?.idBytes !== idBytes) this.template = this.frameFor(idBytes);
    const { frame, idAt } = this.template;
    const copy = Buffer.allocUnsafe(frame.length);
    frame.copy(copy);
    copy.write(id, idAt, 'utf8');
    return copy;
  }

  private frameFor(idBytes: number) {
    this.tail ??= Buffer.from(`${BEHIND_ID}${this.json}}`);
    const head = header(BEFORE_ID.length + idBytes + this.tail.length);
    const idAt = head.length + BEFORE_ID.length;
    return { idBytes, idAt, frame: Buffer.concat([head, Buffer.from(BEFORE_ID), Buffer.alloc(idBytes), this.tail]) };
  }
}
