import { createECDH } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, fileProblem } from './failure.mjs';

const isKey = (text) => /^[\w-]{43,87}$/.test(text ?? '');

/** The pair of keys with which the example signs messages to devices, made once: browsers subscribe to the public one. */
export function readVapid(dataDir) {
  const file = path.join(dataDir, 'vapid.json');
  let pair;
  try {
    pair = JSON.parse(readFileSync(file, 'utf8'));
    if (!isKey(pair.publicKey) || !isKey(pair.privateKey)) throw new SyntaxError();
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Failure(`${file} is damaged: remove it to make new keys; devices then have to be switched on again.`);
    if (error.code !== 'ENOENT') throw fileProblem(error, file);
    const made = createECDH('prime256v1');
    pair = { publicKey: made.generateKeys('base64url'), privateKey: made.getPrivateKey('base64url') };
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(pair, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (problem) {
      throw fileProblem(problem, file);
    }
  }
  return {
    VAPID_PUBLIC_KEY: pair.publicKey,
    VAPID_PRIVATE_KEY: pair.privateKey,
    VAPID_SUBJECT: 'mailto:samenregie@samenregie.example',
  };
}
