import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, type Context, type ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Identity } from '../database/scope.js';
import { Authenticator, type Credentials } from './authenticator.js';
import { Admission, type Asker } from './admission.js';
import { Executor, type PreparedOperation } from './executor.js';
import { formatError } from './format-error.js';
import { limitErrors } from './limits.js';
import { CONFIG, type Config } from '../config.js';
import { fromOwnSite } from '../http/own-site.js';
import { addressOf } from '../limits/address.js';
import { limits } from '../limits/limits.js';

type Connection = Extra & Partial<Record<PropertyKey, never>>;
type Params = { authorization?: unknown };

/** Who is behind a socket, looked up again while it streams. */
interface Caller extends Asker {
  credentials: Credentials;
}

/** What travels from the check of an operation to its execution. */
interface Operation {
  prepared: PreparedOperation;
  caller: Caller;
  close: () => void;
}

const PING_EVERY_MS = 15_000;
/** How long a right that was withdrawn can still be in use on an open stream. */
const RENEW_EVERY_MS = 3_000;

/** GraphQL over WebSocket (graphql-transport-ws), on the path and through the executor that HTTP uses. */
@Injectable()
export class SocketTransport implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly callers = new WeakMap<object, Caller>();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socket.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  private protocol?: ReturnType<typeof useServer>;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly executor: Executor,
    private readonly authenticator: Authenticator,
    private readonly admission: Admission,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // Without HTTP, as when the demo is loaded, there is nothing to mount on.
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    const server = adapter?.getHttpServer() as Server | undefined;
    server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== '/graphql' || !this.isOurs(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.sockets.emit('connection', webSocket, request),
      );
    });
    this.protocol = useServer<Params, Record<PropertyKey, never>>(this.options(), this.sockets, PING_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.protocol?.dispose();
  }

  private options(): ServerOptions<Params, Connection> {
    return {
      connectionInitWaitTimeout: limits.socket.greetingMs,
      onConnect: (context) => this.connect(context),
      onSubscribe: async (context, _id, request) => {
        try {
          if (Object.keys(context.subscriptions).length > limits.socket.operations)
            throw limitErrors.TOO_MANY_OPERATIONS();
          const caller = this.callers.get(context.extra.socket) as Caller;
          const admitted = await this.admission.admit(request, caller);
          if (!('prepared' in admitted)) return [formatError(admitted.error)];
          const { prepared } = admitted;
          const close = () => context.extra.socket.close(4401, 'Unauthorized');
          const operation: Operation = { prepared, caller, close };
          return { ...prepared.args, contextValue: operation };
        } catch (error) {
          return [formatError(error)];
        }
      },
      execute: (args) =>
        this.answer(args.contextValue as Operation, (identity, { prepared }) =>
          this.executor.execute(prepared, identity),
        ),
      subscribe: (args) =>
        this.answer(args.contextValue as Operation, (_identity, operation) => this.stream(operation)) as never,
    };
  }

  /** Browsers name the page that opens a socket; a page of another site may not use this one's cookie. */
  private isOurs({ headers }: IncomingMessage): boolean {
    return fromOwnSite(headers, this.config.publicUrl);
  }

  private async connect(context: Context<Params, Connection>): Promise<boolean> {
    const { socket, request } = context.extra;
    const { authorization } = context.connectionParams ?? {};
    const credentials: Credentials = {
      cookie: request.headers.cookie,
      authorization: typeof authorization === 'string' ? authorization : undefined,
    };
    const identity = await this.authenticator.authenticate(credentials);
    this.callers.set(socket, { credentials, identity, address: addressOf(request, this.config.trustedProxies) });
    return identity.accountId !== null;
  }

  private async answer<T>(operation: Operation, run: (identity: Identity, operation: Operation) => Promise<T>) {
    try {
      await this.renew(operation);
      return await run(operation.caller.identity, operation);
    } catch (error) {
      return { errors: [formatError(error)] };
    }
  }

  private async stream(operation: Operation) {
    const stream = await this.executor.subscribe(operation.prepared, () => operation.caller.identity);
    if (!('next' in stream)) return stream;
    const renewal = setInterval(() => {
      // While the database is away every statement fails by itself.
      this.renew(operation).catch(() => undefined);
    }, RENEW_EVERY_MS);
    const next = stream.next.bind(stream);
    const end = stream.return.bind(stream);
    stream.next = async () => {
      const step = await next();
      if (step.done) clearInterval(renewal);
      return step;
    };
    stream.return = (value) => {
      clearInterval(renewal);
      return end(value);
    };
    return stream;
  }

  /** Looks up again who this is; a session that ended closes the socket. */
  private async renew({ caller, close }: Operation): Promise<void> {
    caller.identity = await this.authenticator.authenticate({ ...caller.credentials, streaming: true });
    if (caller.identity.accountId === null) close();
  }
}
