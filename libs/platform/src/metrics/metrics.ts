import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CONFIG, type Config } from '../config.js';

const PREFIX = 'samenregie_';

/** What the process tells of itself, in the words of Prometheus; read at `/metrics`, and only then worked out. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(@Inject(CONFIG) { metricsToken }: Config) {
    if (metricsToken) collectDefaultMetrics({ register: this.registry });
  }

  /** A figure that goes up and down. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      ...{ name: PREFIX + name, help, registers: [this.registry] },
      collect() {
        this.set(read());
      },
    });
  }

  /** A figure that only grows while the process runs; its name ends in `_total`. */
  counter(name: string, help: string, read: () => number): void {
    new Counter({
      ...{ name: PREFIX + name, help, registers: [this.registry] },
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** How long something took. @returns to be told each time, in seconds. */
  seconds(name: string, help: string, buckets: number[]): (seconds: number) => void {
    const histogram = new Histogram({ name: PREFIX + name, help, buckets, registers: [this.registry] });
    return (seconds) => histogram.observe(seconds);
  }

  /** Everything, as Prometheus reads it. */
  async page(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
