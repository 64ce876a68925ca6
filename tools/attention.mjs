// `npm run attention [-- groups]`: how often a week of news interrupts people, with the rules for mail and without.
import { build } from './build.mjs';
import { apiScript, runNode } from './lib/child.mjs';
import { report } from './lib/failure.mjs';
import { assertNode } from './lib/settings.mjs';

try {
  assertNode();
  await build(['api']);
  const options = { args: process.argv.slice(2), env: process.env, onLine: (line) => console.log(line) };
  await runNode(apiScript('attention'), options, 'The week could not be replayed');
} catch (error) {
  report(error);
}
