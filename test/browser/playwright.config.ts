import { defineConfig } from '@playwright/test';

const root = process.getuid?.() === 0;

/** `npm run test:browser` starts Samenregie once for each worker and says where in BASE_URLS, and sets CHROMIUM. */
const addresses = (process.env.BASE_URLS ?? 'http://127.0.0.1:3000').split(' ');
const own = addresses[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // Two browsers and the server share two cores; a test that hangs still ends.
  timeout: 120_000,
  // Each worker has a Samenregie with a set of example data of its own, on which its tests take turns.
  workers: addresses.length,
  fullyParallel: false,
  retries: 0,
  expect: { timeout: 20_000 },
  use: {
    ...(own ? { baseURL: own } : {}),
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    viewport: { width: 1366, height: 850 },
    // Without a film: drawing it takes a quarter of the time. Where nobody can open a trace it is only slow.
    trace: process.env.CI ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium refuses its sandbox to root.
      args: root ? ['--no-sandbox'] : [],
    },
  },
});
