import 'reflect-metadata';
import { Db, readConfig } from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startApi } from '../../apps/api/src/start-api.js';

/** The API inside the test process, for tests that look at what it does to the database. */
export interface InProcessApi {
  url: string;
  app: NestFastifyApplication;
  /** Every statement the work made the API send. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
}

export const startInProcess = async (databaseUrl: string, env: NodeJS.ProcessEnv = {}): Promise<InProcessApi> => {
  const app = await startApi(readConfig({ DATABASE_URL: databaseUrl, PORT: '0', DEMO: 'true', ...env }));
  const db = app.get(Db);
  return {
    url: await app.getUrl(),
    app,
    statementsOf: async (work) => {
      const statements: string[] = [];
      const stop = db.listen((sql) => statements.push(sql));
      try {
        await work();
      } finally {
        stop();
      }
      return statements;
    },
  };
};
