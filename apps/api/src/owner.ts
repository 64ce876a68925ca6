import { ConfigError, migrate } from '#libs/platform';
import { migrations } from './rooms.js';

/** The two addresses of the database: of its owner, and of the API's login role. */
export const databaseUrls = (env: NodeJS.ProcessEnv = process.env): { ownerUrl: string; apiUrl: string } => {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: apiUrl } = env;
  if (!ownerUrl || !apiUrl)
    throw new ConfigError(
      'DATABASE_OWNER_URL and DATABASE_URL are both needed: one to build the database, one to use it.',
    );
  return { ownerUrl, apiUrl };
};

/** Brings the database of the environment to this version; answers the names of the migrations that ran. */
export const migrateDatabase = (env?: NodeJS.ProcessEnv): Promise<string[]> => {
  const { ownerUrl, apiUrl } = databaseUrls(env);
  return migrate(ownerUrl, apiUrl, migrations);
};
