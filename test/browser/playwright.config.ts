import { defineConfig } from '@playwright/test';

const root = process.getuid?.() === 0;

/** `npm run test:browser` starts Samenregie and sets BASE_URL and CHROMIUM. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // Two browsers and the server share two cores; a test that hangs still ends.
  timeout: 120_000,
  // One Samenregie with one set of example data behind all tests: they take turns.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    viewport: { width: 1366, height: 850 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium refuses its sandbox to root.
      args: root ? ['--no-sandbox'] : [],
    },
  },
});
