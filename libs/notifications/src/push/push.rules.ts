import { cleanLine, commonErrors } from '#libs/kernel';
import { BlockList, isIP } from 'node:net';

/** Most devices of one person. */
export const MOST_DEVICES = 20;
/** A message that could not be handed over for so long is given up, in milliseconds: what waits is on the screen and in the mail. */
const GIVE_UP_MS = 24 * 60 * 60 * 1_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 2 * 60 * 60 * 1_000;

/** Addresses nobody outside reaches: a push service is never there. */
const inside = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
])
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address lies in a private or otherwise special network. */
export const isInside = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return inside.check(mapped, 'ipv4');
  return inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
};

/**
 * Where a push service takes messages for a device: https, by name, on its usual port; or one of our own.
 * @throws INVALID_INPUT (reason NOT_A_PUSH_SERVICE)
 */
export const cleanEndpoint = (text: string, own: readonly string[]): string => {
  const refused = () => commonErrors.INVALID_INPUT({ field: 'endpoint', args: { reason: 'NOT_A_PUSH_SERVICE' } });
  const url = URL.parse(cleanLine(text, { field: 'endpoint', max: 1_000 }));
  if (!url || url.username || url.password || url.href.length > 1_000) throw refused();
  if (own.includes(url.origin)) return url.href;
  const name = url.hostname.replace(/\.$/, '');
  const named = /\.[a-z-]{2,}$/i.test(name) && !/\.(local|localhost|internal|intranet|lan|home|corp|test)$/i.test(name);
  if (url.protocol !== 'https:' || url.port !== '' || isIP(name.replace(/[[\]]/g, '')) > 0 || !named) throw refused();
  return url.href;
};

const ofBytes = (bytes: number) => new RegExp(`^[A-Za-z0-9_-]{${String(Math.ceil((bytes * 4) / 3))}}$`);

/** A key of the browser, base64url as it gives it. @throws INVALID_INPUT (reason NOT_A_KEY) */
export const cleanKey = (text: string, field: string, bytes: number): string => {
  const key = text.replace(/=+$/, '');
  if (!ofBytes(bytes).test(key)) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'NOT_A_KEY' } });
  return key;
};

/** When to try again what failed so many times: ever later, within a day, and not before the service wants; null to give up. */
export const nextPush = (createdAt: Date, attempts: number, now: Date, wantedPauseMs = 0): Date | null => {
  const pause = Math.max(wantedPauseMs, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 3 ** (attempts - 1)));
  const next = new Date(now.getTime() + pause);
  return next.getTime() - createdAt.getTime() > GIVE_UP_MS ? null : next;
};
