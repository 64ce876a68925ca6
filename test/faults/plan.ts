import { Random } from './random.js';

/** One fault, and how long it lasts. */
export type Fault =
  | { kind: 'killApi' | 'stopApi' | 'cut' | 'freeze'; node: number; forMs: number }
  | { kind: 'killRedis' | 'stopRedis' | 'killPostgres'; forMs: number }
  | { kind: 'withdraw' | 'deafen'; reader: string; forMs: number };

export interface Planned {
  /** Since the start, in milliseconds. */
  at: number;
  fault: Fault;
}

/** Who may lose their rights, and who may stop reading. */
export interface Victims {
  nodes: number;
  withdrawable: readonly string[];
  readers: readonly string[];
}

/** How long each fault lasts, in milliseconds; a right is away for longer than a stream may go on without it. */
const LASTS: Record<Fault['kind'], readonly [number, number]> = {
  killApi: [50, 1_500],
  stopApi: [50, 1_500],
  cut: [0, 0],
  freeze: [1_000, 6_000],
  killRedis: [200, 4_000],
  stopRedis: [500, 5_000],
  killPostgres: [50, 1_000],
  withdraw: [500, 8_000],
  deafen: [1_000, 6_000],
};
const EVERY: readonly Fault['kind'][] = [
  ...['killApi', 'killRedis', 'stopRedis', 'killPostgres', 'cut', 'freeze'],
  // The commonest in life come twice as often.
  ...['withdraw', 'withdraw', 'deafen', 'cut'],
] as Fault['kind'][];

/** The faults of a seed: every kind comes before any comes again, close enough together to overlap. */
export const planFor = (seed: number, lastsMs: number, victims: Victims): Planned[] => {
  const random = new Random(seed);
  const planned: Planned[] = [];
  let deck: Fault['kind'][] = [];
  // A process that says goodbye to its readers takes its time: too much for a short run.
  const kinds: readonly Fault['kind'][] = lastsMs < 15_000 ? EVERY : [...EVERY, 'stopApi'];
  const spacing = Math.min(1_500, lastsMs / EVERY.length);
  for (let at = spacing / 2; at < lastsMs; at += (0.5 + random.next()) * spacing) {
    if (deck.length === 0) deck = random.shuffle(kinds);
    const fault = draw(deck.pop()!, random, victims);
    // In a short run nothing lasts for most of it.
    planned.push({ at: Math.round(at), fault: { ...fault, forMs: Math.min(fault.forMs, lastsMs / 3) } });
  }
  return planned;
};

const draw = (kind: Fault['kind'], random: Random, { nodes, withdrawable, readers }: Victims): Fault => {
  const forMs = random.between(...LASTS[kind]);
  const node = random.between(0, nodes - 1);
  switch (kind) {
    case 'killApi':
    case 'stopApi':
    case 'cut':
    case 'freeze':
      return { kind, node, forMs };
    case 'withdraw':
      return { kind, reader: random.of(withdrawable), forMs };
    case 'deafen':
      return { kind, reader: random.of(readers), forMs };
    default:
      return { kind, forMs };
  }
};

/** A plan in words, one fault a line. */
export const inWords = (planned: readonly Planned[]): string[] =>
  planned.map(({ at, fault: { kind, forMs, ...whom } }) =>
    [`${(at / 1000).toFixed(1)} s`, kind, ...Object.values(whom), `for ${forMs} ms`].join(' '),
  );
