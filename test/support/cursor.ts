import { CursorCipher } from '#libs/live';
import type { World } from './world.js';

/** A cursor behind an event, as only somebody with the key of the database can make one. */
export const cursorAt = async (world: World, epoch: string, sequence: number): Promise<string> => {
  const [row] = await world.rows<{ secret: Buffer }>(`select secret from live.cursor_secrets`);
  return new CursorCipher(row!.secret).encode({ epoch, sequence });
};
