import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { SAMPLE_PORTAL, SAMPLE_PORTALS } from './tests/setup/portals.ts';

/** Chromium without the windows of a desktop, where Debian's package of it is installed: the same pages for half the work. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

export default defineConfig({
  testDir: 'tests/e2e',
  // Each worker has a portal of its own; the tests of a file run in order.
  workers: SAMPLE_PORTALS.length,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  // The portal as `npm start` runs it, with the sample organisation, on its own port and data directory.
  webServer: SAMPLE_PORTALS.map(({ port, url, dataDirectory }) => ({
    command: `rm -rf ${dataDirectory} && exec ${process.execPath} workers/portal.ts`,
    env: {
      PORT: String(port),
      TRAILKEEP_DATA_DIR: dataDirectory,
      TRAILKEEP_DEMO: '1',
      LOG_LEVEL: 'warn',
    },
    url: `${url}/sign-in`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  })),
  use: {
    baseURL: SAMPLE_PORTAL.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    // Drawing what pulses and slides sixty times a second took a quarter of Chromium's time; main-path.spec.ts runs with motion.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording every test costs the gate minutes, and nobody opens a trace there.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath:
        process.env.CHROMIUM_PATH ?? (existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : '/usr/bin/chromium'),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
