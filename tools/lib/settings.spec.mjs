import { readSettings } from './settings.mjs';

const database = 'postgres://a:b@localhost/c';

describe('the settings of a start', () => {
  it('need nothing', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 3000, demo: true, instances: 1, databaseUrl: undefined });
    expect(settings.dataDir).toMatch(/\.data$/);
  });

  it('treat an empty value as not given', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', DEMO: '' })).toMatchObject({ port: 3000, demo: true });
  });

  it.each([
    [{}, true],
    [{ DATABASE_URL: database }, false],
    [{ DATABASE_URL: database, DEMO: 'true' }, true],
    [{ DEMO: 'false' }, false],
    [{ NODE_ENV: 'production' }, false],
    [{ NODE_ENV: 'production', DEMO: 'true' }, true],
  ])('with %j: demo %s', (env, demo) => {
    expect(readSettings(env).demo).toBe(demo);
  });

  it.each([
    [{ PORT: 'abc' }, /PORT=abc/],
    [{ PORT: '70000' }, /PORT=70000/],
    [{ PORT: '0' }, /PORT=0/],
    [{ DEMO: 'perhaps' }, /DEMO=perhaps/],
    [{ API_INSTANCES: '2' }, /needs REDIS_URL/],
    [{ API_INSTANCES: '1.5' }, /API_INSTANCES=1\.5/],
    [{ DATABASE_OWNER_URL: database }, /without DATABASE_URL/],
  ])('refuse %j in a sentence', (env, sentence) => {
    expect(() => readSettings(env)).toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(sentence) }),
    );
  });
});
