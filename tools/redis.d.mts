export interface RunningRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Ends it by kill -9. */
  kill(): Promise<void>;
}
export function findRedis(): string;
export function startRedis(options?: { port?: number }): Promise<RunningRedis>;
