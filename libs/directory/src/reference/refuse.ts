import type { FileName } from './layouts.js';
import type { RefusalCode } from './refusals.js';

/** How a rule says that it does not accept a value. */
export type Refuse = (
  file: FileName,
  line: number | null,
  column: string | null,
  code: RefusalCode,
  value: unknown,
) => void;
