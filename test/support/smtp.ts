import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as it arrived. */
export interface ArrivedMail {
  to: string[];
  headers: Map<string, string>;
  /** Everything after the headers, decoded. */
  body: string;
}

/** A mail server that keeps what it gets. */
export interface MailSink {
  readonly url: string;
  readonly port: number;
  readonly mails: ArrivedMail[];
  /** How many clients have connected so far. */
  readonly connections: () => number;
  /** What it does from now on: take mails, refuse them for the moment, or say nothing at all. */
  behave(how: 'accept' | 'refuse' | 'silent', answerAfterMs?: number): void;
  stop(): Promise<void>;
}

const decode = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const parse = (to: string[], data: string): ArrivedMail => {
  const end = data.indexOf('\r\n\r\n');
  const lines = data
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { to, headers, body: decode(data.slice(end + 4)) };
};

/** Listens on the loopback address; on a given port to be there where nobody was. */
export const startMailSink = async (wantedPort = 0): Promise<MailSink> => {
  const mails: ArrivedMail[] = [];
  const sockets = new Set<Socket>();
  let how: 'accept' | 'refuse' | 'silent' = 'accept';
  let delay = 0;
  let connected = 0;
  const server = createServer((socket) => {
    connected += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (how === 'silent') return;
    let buffer = '';
    let to: string[] = [];
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') say('250 sink');
      else if (verb === 'MAIL') say(how === 'refuse' ? '451 later' : '250 ok');
      else if (verb === 'RCPT') {
        to.push(/<(.*)>/.exec(line)?.[1] ?? '');
        say('250 ok');
      } else if (verb === 'DATA') {
        inData = true;
        say('354 go on');
      } else if (verb === 'RSET') say('250 ok');
      else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('502 what');
    };
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (;;) {
        const mark = inData ? '\r\n.\r\n' : '\r\n';
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (!inData) {
          command(part);
          continue;
        }
        inData = false;
        mails.push(parse(to, part.replace(/\r\n\.\./g, '\r\n.')));
        to = [];
        setTimeout(() => say('250 kept'), delay);
      }
    });
    say('220 sink');
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    connections: () => connected,
    behave: (next, answerAfterMs = 0) => {
      how = next;
      delay = answerAfterMs;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
};
