import { AppError } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { Connections } from '../http/connections.js';
import { addressOf } from '../limits/address.js';
import { limits } from '../limits/limits.js';
import { Admission } from './admission.js';
import { EventStream } from './delivery/event-stream.js';
import { SharedDelivery } from './delivery/subscriber.js';
import { Executor, type OperationRequest, type PreparedOperation } from './executor.js';
import { formatError } from './format-error.js';
import { limitErrors } from './limits.js';
import { budgetHeaders, type Meter } from './meter.js';
import { Peers, type Peer } from './peers.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws DOCUMENT_INVALID for a body that is no GraphQL request. */
const requestIn = (body: unknown): OperationRequest => {
  const { query, operationName, variables } = isObject(body) ? body : {};
  const good =
    typeof query === 'string' &&
    (operationName == null || typeof operationName === 'string') &&
    (variables == null || isObject(variables));
  if (!good) throw limitErrors.DOCUMENT_INVALID({ args: { detail: 'Missing query, or values of the wrong type.' } });
  return { query, operationName, variables };
};

/** GraphQL subscriptions as server-sent events, over the engine and under the limits of the other transports. */
@Injectable()
export class StreamTransport {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly executor: Executor,
    private readonly admission: Admission,
    private readonly delivery: SharedDelivery,
    private readonly peers: Peers,
    private readonly connections: Connections,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async serve({ headers, body, raw, method }: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (method !== 'POST') {
      await reply.status(405).header('allow', 'POST').send('');
      return;
    }
    if (this.connections.draining) {
      await reply.status(503).header('retry-after', 1).send('');
      return;
    }
    const { cookie, authorization } = headers;
    let stream: EventStream | undefined;
    const address = addressOf(raw, this.config.trustedProxies);
    const peer = await this.peers.welcome({ cookie, authorization }, address, () => stream?.end());
    reply.raw.on('close', () => this.peers.leave(peer));
    const meter: Meter = {};
    try {
      const prepared = await this.admit(body, peer, meter);
      const identity = () => peer.identity;
      this.count(peer, reply);
      reply.hijack();
      const inherited = reply.getHeaders() as Record<string, string>;
      stream = new EventStream(reply.raw, identity, (maximumAgeMs) => this.peers.current(peer, maximumAgeMs), {
        ...inherited,
        ...budgetHeaders(meter),
      });
      this.hold(stream, reply);
      await this.run(prepared, peer, stream);
    } catch (error) {
      this.peers.leave(peer);
      const sent = formatError(error);
      if (stream) {
        stream.end(sent);
        return;
      }
      const status = error instanceof AppError && error.kind === 'TooMany' ? 429 : 400;
      await reply
        .status(sent.extensions.code === 'UNAUTHENTICATED' ? 401 : status)
        .headers(budgetHeaders(meter))
        .send({ errors: [sent] });
    }
  }

  private hold(stream: EventStream, { raw }: FastifyReply): void {
    const closed = this.connections.add({
      transport: 'event-stream',
      queuedBytes: () => stream.queuedBytes,
      sendAway: () => stream.breakOff(),
    });
    raw.on('close', closed);
  }

  private async admit(body: unknown, peer: Peer, meter: Meter): Promise<PreparedOperation> {
    const admitted = await this.admission.admit(requestIn(body), peer);
    meter.standing = admitted.standing;
    meter.exhausted = 'error' in admitted && admitted.standing.remaining === 0;
    if ('error' in admitted) throw admitted.error;
    if (admitted.prepared.operation.operation !== 'subscription')
      throw limitErrors.DOCUMENT_INVALID({ args: { detail: 'Only subscriptions are streamed.' } });
    return admitted.prepared;
  }

  private async run(prepared: PreparedOperation, peer: Peer, stream: EventStream): Promise<void> {
    const shared = this.delivery.open(prepared, stream);
    if (shared) return stream.runs(await shared);
    const own = await this.executor.subscribe(prepared, async () => {
      await this.peers.renew(peer);
      return peer.identity;
    });
    await stream.relay(own);
  }

  /** Each stream is a connection: one caller may have as many as operations on one socket. */
  private count({ identity, address }: Peer, { raw }: FastifyReply): void {
    const key = identity.accountId ?? address;
    const open = this.open.get(key) ?? 0;
    if (open >= limits.socket.operations) throw limitErrors.TOO_MANY_OPERATIONS();
    this.open.set(key, open + 1);
    raw.on('close', () => {
      const left = (this.open.get(key) ?? 1) - 1;
      if (left > 0) this.open.set(key, left);
      else this.open.delete(key);
    });
  }
}
