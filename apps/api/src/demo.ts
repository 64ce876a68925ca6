import 'reflect-metadata';
import { ConfigError } from '#libs/platform';
import { emptyDemo, loadDemo } from './demo/index.js';
import { runProgram } from './operator.js';
import { databaseUrls } from './owner.js';

const say = (what: string): void => void process.stdout.write(`${what}\n`);

/** `demo load | empty`: example data, in or out. */
await runProgram(async () => {
  const target = { ...databaseUrls(), onStep: say };
  const command = process.argv[2];
  if (command === 'load') say(`demo ${await loadDemo(target)}`);
  else if (command === 'empty') await emptyDemo(target.ownerUrl);
  else throw new ConfigError('Say what to do with the demo: load or empty.');
});
