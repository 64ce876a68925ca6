import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy as some town halls have it: pages come through, WebSockets do not. */
export interface Proxy {
  readonly url: string;
  /** Whether server-sent events come through. */
  streams: boolean;
  /** Whether WebSockets come through. */
  sockets: boolean;
  /** How many requests for server-sent events it saw. */
  readonly streamed: number;
  stop(): Promise<void>;
}

export async function startProxy(): Promise<Proxy> {
  const state = { streams: true, sockets: false, streamed: 0 };
  const open = new Set<Socket>();
  const forward = (incoming: IncomingMessage) =>
    request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers, agent: false });
  const server = createServer((incoming, answer) => {
    const isStream = incoming.headers.accept === 'text/event-stream';
    if (isStream) state.streamed += 1;
    if (isStream && !state.streams) {
      answer.writeHead(502).end();
      return;
    }
    const onward = forward(incoming);
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
      // A stream that ends on one side ends on the other.
      answer.on('close', () => onward.destroy());
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  // A browser asks its proxy for a tunnel before it opens a WebSocket.
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    if (!state.sockets) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [hostname, port] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on('error', () => [socket, onward].forEach((one) => one.destroy()));
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${String(port)}`,
    stop: async () => {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
