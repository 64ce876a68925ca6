import { fromGlobalId } from '#libs/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Persona } from '../support/partnership.js';
import type { Interval } from './history.js';
import type { Fault } from './plan.js';
import type { FaultReader } from './reader.js';
import type { Scene } from './scene.js';

/** Makes faults, one after another on the same thing, and everything whole again after each. */
export class Faults {
  private readonly busy = new Map<string, Promise<void>>();

  constructor(
    private readonly scene: Scene,
    private readonly readers: readonly FaultReader[],
    private readonly disturbed: Interval[],
  ) {}

  make(fault: Fault): Promise<void> {
    const thing = thingOf(fault);
    const done = (this.busy.get(thing) ?? Promise.resolve()).then(() => this.act(fault));
    this.busy.set(thing, done);
    return done;
  }

  private async act(fault: Fault): Promise<void> {
    const { redis, postgres, nodes } = this.scene;
    switch (fault.kind) {
      case 'killApi':
      case 'stopApi':
        return this.disturb(async () => {
          await nodes[fault.node]![fault.kind === 'killApi' ? 'kill' : 'stop']();
          await sleep(fault.forMs);
          await nodes[fault.node]!.restart();
        });
      case 'killPostgres':
        return this.disturb(async () => {
          await postgres.kill();
          await sleep(fault.forMs);
          await postgres.restart();
        });
      case 'killRedis':
        await redis.kill();
        await sleep(fault.forMs);
        return redis.restart();
      case 'stopRedis':
        redis.signal('SIGSTOP');
        await sleep(fault.forMs);
        return redis.signal('SIGCONT');
      case 'cut':
        return this.disturb(async () => nodes[fault.node]!.proxy.cut());
      case 'freeze':
        return this.disturb(async () => {
          const frozen = nodes[fault.node]!.proxy.freeze();
          await sleep(fault.forMs);
          frozen.end();
        });
      case 'deafen':
        return this.reader(fault.reader).deafen(fault.forMs);
      case 'withdraw':
        return this.withdraw(fault.reader, fault.forMs);
    }
  }

  private reader(name: string): FaultReader {
    return this.readers.find((reader) => reader.name === name)!;
  }

  /** What readers need does not work meanwhile, nor for a moment after. */
  private async disturb(work: () => Promise<void>): Promise<void> {
    const interval = { from: Date.now(), until: Infinity };
    this.disturbed.push(interval);
    await work();
    interval.until = Date.now() + 500;
  }

  private async withdraw(name: string, forMs: number): Promise<void> {
    const { stage, partnerships } = this.scene;
    // Those who can lose their rights are called as the example people are.
    const values = [stage.people[name as Persona].accountId, fromGlobalId(partnerships.own)!.id];
    const set = (value: string) =>
      this.scene.insist(
        `update access.mandates set withdrawn_at = ${value} where account_id = $1 and partnership_id = $2`,
        values,
      );
    await set('now()');
    const interval = { from: Date.now(), until: Infinity };
    this.reader(name).record.withdrawn.push(interval);
    await sleep(forMs);
    interval.until = Date.now();
    await set('null');
  }
}

/** What a fault happens to. */
const thingOf = (fault: Fault): string => {
  if ('node' in fault) return `node ${fault.node}`;
  if ('reader' in fault) return fault.reader;
  return fault.kind === 'killPostgres' ? 'postgres' : 'redis';
};
