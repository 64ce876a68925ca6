export interface OwnPostgres {
  readonly name: string;
  /** As the API logs in. */
  readonly apiUrl: string;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  /** Ends it by kill -9, and waits for every process it had. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address, after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
export function startOwnPostgres(): Promise<OwnPostgres>;
