import { performance } from 'node:perf_hooks';
import { percentile } from './measure.mjs';
import { UPDATE } from './documents.mjs';

/** Those who change something: one in each stream, whose changes follow one another. */
export class Writers {
  /**
   * @param {object} options
   * @param {number[]} options.ports of the contestant's processes, which take turns
   * @param {Record<string, { head: number, token?: string, lanes: { task?: string, version: number }[] }>} options.streams
   * by id, with the tasks that are changed in each; without a task it is the floor that is told
   * @param {number} [options.length] of the text that is written, in characters
   */
  constructor({ ports, streams, length = 0 }) {
    this.ports = ports;
    this.filler = 'x'.repeat(length);
    this.took = [];
    this.streams = Object.fromEntries(
      Object.entries(streams).map(([id, stream]) => [
        id,
        { ...stream, from: stream.head, starts: [], last: Promise.resolve() },
      ]),
    );
  }

  headOf(id) {
    return this.streams[id].head;
  }

  heads() {
    return Object.fromEntries(Object.entries(this.streams).map(([id, { head }]) => [id, head]));
  }

  /** When the change with a number was begun; undefined for what others did. */
  beganAt(id, sequence) {
    const stream = this.streams[id];
    return stream?.starts[sequence - stream.from - 1];
  }

  /** Makes the next change of a stream, after the one before, through the processes in turn. */
  change(id) {
    const stream = this.streams[id];
    stream.last = stream.last.then(() => this.send(id, stream, stream.starts.length));
    return stream.last;
  }

  /** Changes all tasks of a stream at the same time, each through another process. */
  race(id) {
    const stream = this.streams[id];
    stream.last = stream.last.then(() => Promise.all(stream.lanes.map((_, lane) => this.send(id, stream, lane, lane))));
    return stream.last;
  }

  async send(id, stream, turn, lane = 0) {
    const port = this.ports[turn % this.ports.length];
    const target = stream.lanes[lane];
    const began = performance.now();
    // Known before the answer: an event may arrive before it.
    stream.starts.push(began);
    stream.head++;
    const headers = { 'content-type': 'application/json' };
    let body = JSON.stringify({ stream: id });
    if (target.task) {
      headers.authorization = `Bearer ${stream.token}`;
      const description = `gewijzigd ${target.version} ${this.filler}`;
      const input = { id: target.task, expectedVersion: target.version, description };
      body = JSON.stringify({ query: UPDATE, variables: { input } });
    }
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
    const text = await answer.text();
    if (!answer.ok || text.includes('"errors"')) throw new Error(`the change was refused: ${text.slice(0, 300)}`);
    target.version++;
    this.took.push(performance.now() - began);
  }

  /** How long changes took since the last time this was asked. */
  takeFigures() {
    const took = this.took.sort((a, b) => a - b);
    const answer = {
      count: took.length,
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      longest: took.at(-1),
    };
    this.took = [];
    return answer;
  }
}
