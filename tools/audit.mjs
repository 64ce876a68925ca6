// `npm run audit -- verify [file] | head`: computes the audit log again, beside a running Samenregie or without one.
import { runOperator } from './lib/operator.mjs';

await runOperator('audit', 'The audit log could not be read');
