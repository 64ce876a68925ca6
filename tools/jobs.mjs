// `npm run jobs -- list | retry <id> | drop <id>`: work that waits or was given up, beside a running Samenregie or without one.
import { runOperator } from './lib/operator.mjs';

await runOperator('jobs', 'The jobs could not be read');
