import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOf, takeLock } from './lock.mjs';

describe('the lock of a data folder', () => {
  let folder;
  let file;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'samenregie-lock-'));
    file = path.join(folder, 'launcher.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is refused, with the address, while its owner runs', () => {
    const lock = takeLock(file);
    lock.note({ url: 'http://127.0.0.1:4711' });
    expect(() => takeLock(file)).toThrow(/already runs.*http:\/\/127\.0\.0\.1:4711.*process \d+/);
    lock.release();
    expect(() => takeLock(file)).not.toThrow();
  });

  it('is taken over from a process that is gone', () => {
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }));
    takeLock(file);
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
  });

  it('is taken over when another program got the id of its owner', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'at another time' }));
    expect(() => takeLock(file)).not.toThrow();
  });

  it('is taken over when it was written only in part', () => {
    writeFileSync(file, '{"pid": 1');
    expect(() => takeLock(file)).not.toThrow();
  });

  it("does not remove somebody else's lock", () => {
    const lock = takeLock(file);
    writeFileSync(file, JSON.stringify({ pid: 1, started: startOf(1) }));
    lock.release();
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(1);
  });
});
