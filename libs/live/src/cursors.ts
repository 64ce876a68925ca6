import { Db, NOBODY } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CursorCipher, type LogPosition } from './cursor.js';

/** Cursors under the key that all processes of the API share through the database. */
@Injectable()
export class Cursors implements OnModuleInit {
  private cipher?: CursorCipher;

  constructor(private readonly db: Db) {}

  async onModuleInit(): Promise<void> {
    const [row] = await this.db.run(NOBODY, () =>
      this.db.query<{ secret: Buffer }>(`select live.cursor_secret() as secret`),
    );
    if (row) this.cipher = new CursorCipher(row.secret);
  }

  encode(position: LogPosition): string {
    return this.ready().encode(position);
  }

  /** The number a cursor stands for in a log of this epoch; undefined for a text that is no place in it. */
  decode(cursor: string, epoch: string): number | undefined {
    return this.ready().decode(cursor, epoch);
  }

  private ready(): CursorCipher {
    if (!this.cipher) throw new Error('the key of the cursors was not read');
    return this.cipher;
  }
}
