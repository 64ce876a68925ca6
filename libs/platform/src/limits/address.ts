import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * From where a request comes: the other end of the connection or, behind proxies of our own, what the outermost of them
 * wrote down. What a client writes into `X-Forwarded-For` itself is never believed.
 */
export const addressOf = ({ headers, socket }: IncomingMessage, trustedProxies: number): string => {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const chain = [socket.remoteAddress ?? '', ...forwarded.map((part) => part.trim()).reverse()].filter(Boolean);
  return chain[Math.min(trustedProxies, chain.length - 1)] ?? '';
};

/** The first four groups of an IPv6 address, which is what one subscriber is given. */
const network = (address: string): string => {
  const [head = '', tail] = address.toLowerCase().split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const middle = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  const groups = [...front, ...(tail === undefined ? [] : middle), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};

/** Addresses that count as one for a limit: an IPv4 address, or the network of an IPv6 one. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? (isIPv6(address) ? network(address) : address);
};

/** Whether a host name or address is this machine itself. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
