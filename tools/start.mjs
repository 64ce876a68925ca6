// `npm start`: builds what is needed, brings up the database, prepares it, runs the API and stays until told to stop.
import { assertNode, readSettings } from './lib/settings.mjs';
import { report } from './lib/failure.mjs';

try {
  assertNode();
  const settings = readSettings();
  const { Launch } = await import('./start/launch.mjs');
  const launch = new Launch(settings);
  launch.watchForTheEnd();
  await launch.run();
} catch (error) {
  report(error);
}
