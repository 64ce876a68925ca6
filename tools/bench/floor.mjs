// The floor: a plain `ws` server that sends a ready payload per subscriber, after the same write and the same hop over Redis.
import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
import { WebSocketServer } from 'ws';

const { DATABASE_OWNER_URL, REDIS_URL, STREAM_ID, PAYLOAD } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_OWNER_URL, max: 10 });
const publisher = await createClient({ url: REDIS_URL }).connect();
const listener = await publisher.duplicate().connect();
const subscribers = new Map();

await listener.subscribe('floor', (sequence) => {
  const payload = PAYLOAD.replace('@SEQUENCE', sequence);
  for (const [socket, id] of subscribers) socket.send(`{"id":"${id}","type":"next","payload":${payload}}`);
});

const write = async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(
      `update live.streams set last_sequence = last_sequence + 1 where id = $1 returning last_sequence`,
      [STREAM_ID],
    );
    await client.query(
      `insert into live.events (stream_id, sequence, type, at, subject_type, subject_id) values ($1, $2, 'TASK_UPDATED', now(), 'CoordinationTask', $1)`,
      [STREAM_ID, rows[0].last_sequence],
    );
    await client.query('commit');
    return rows[0].last_sequence;
  } finally {
    client.release();
  }
};

const server = createServer((request, response) => {
  request.resume().on('end', async () => {
    const sequence = await write();
    await publisher.publish('floor', String(sequence));
    response.setHeader('content-type', 'application/json').end(`{"sequence":${sequence}}`);
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type, id } = JSON.parse(String(data));
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'subscribe') subscribers.set(socket, id);
  });
  socket.on('close', () => subscribers.delete(socket));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
