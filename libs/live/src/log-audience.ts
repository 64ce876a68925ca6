/** Which streams and events somebody may read; bound by the room that knows of rights. Conditions in SQL over an alias. */
export abstract class LogAudience {
  abstract streams(alias: string): string;
  abstract events(alias: string): string;
  abstract personalStreams(alias: string): string;
  abstract personalEvents(alias: string): string;
}
