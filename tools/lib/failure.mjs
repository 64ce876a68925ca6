/** Something the reader can repair: shown as one sentence, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}

/** Prints what went wrong (a sentence for a Failure, the stack for a bug) and sets the exit code. */
export function report(error) {
  process.exitCode = 1;
  console.error(error instanceof Failure ? `\nsamenregie: ${error.message}` : error);
}

/** Why a folder or file could not be used, in words. */
export function fileProblem(error, target) {
  const why = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file, not a folder',
    EEXIST: 'a file of that name is in the way',
  }[error?.code];
  return why ? new Failure(`Cannot use ${target}: ${why}.`) : error;
}
