// The floor: a plain `ws` server that sends a ready payload per subscriber, after the same write and the same hop over Redis.
import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
import { WebSocketServer } from 'ws';

const { DATABASE_OWNER_URL, REDIS_URL, PAYLOAD } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_OWNER_URL, max: 10 });
const client = createClient({ url: REDIS_URL });
const publisher = await client.connect();
const second = client.duplicate();
// Redis may go away; that is not what the floor is there for.
for (const each of [client, second]) each.on('error', () => {});
const listener = await second.connect();
/** Sockets with the id of their subscription, by stream. */
const streams = new Map();

const send = (socket, id, payload) => socket.send(`{"id":"${id}","type":"next","payload":${payload}}`);

const watch = async (stream) => {
  const subscribers = new Map();
  streams.set(stream, subscribers);
  await listener.subscribe(`floor:${stream}`, (sequence) => {
    subscribers.head = Number(sequence);
    const payload = PAYLOAD.replace('@SEQUENCE', sequence);
    for (const [socket, id] of subscribers) send(socket, id, payload);
  });
};

const write = async (stream) => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(
      `update live.streams set last_sequence = last_sequence + 1 where id = $1 returning last_sequence`,
      [stream],
    );
    await client.query(
      `insert into live.events (stream_id, sequence, type, at, subject_type, subject_id) values ($1, $2, 'TASK_UPDATED', now(), 'CoordinationTask', $1)`,
      [stream, rows[0].last_sequence],
    );
    await client.query('commit');
    return rows[0].last_sequence;
  } finally {
    client.release();
  }
};

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', async () => {
    const { stream } = JSON.parse(body);
    const sequence = await write(stream);
    await publisher.publish(`floor:${stream}`, String(sequence));
    response.setHeader('content-type', 'application/json').end(`{"sequence":${sequence}}`);
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  let stream;
  socket.on('message', async (data) => {
    const { type, id, payload } = JSON.parse(String(data));
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type !== 'subscribe') return;
    stream = payload.variables.id;
    if (!streams.has(stream)) void watch(stream);
    const subscribers = streams.get(stream);
    // What was missed is ready too: no log is read.
    for (let missed = Number(payload.variables.after) + 1; missed <= subscribers.head; missed++)
      send(socket, id, PAYLOAD.replace('@SEQUENCE', missed));
    subscribers.set(socket, id);
  });
  socket.on('close', () => streams.get(stream)?.delete(socket));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
