import { defineConfig } from '@playwright/test';
import { SAMPLE_PORTAL } from './tests/setup/portals.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  // One portal with one database: the tests run in order.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  // The portal as `npm start` runs it, with the sample organisation, on its own port and data directory.
  webServer: {
    command: `rm -rf ${SAMPLE_PORTAL.dataDirectory} && exec ${process.execPath} workers/portal.ts`,
    env: {
      PORT: String(SAMPLE_PORTAL.port),
      TRAILKEEP_DATA_DIR: SAMPLE_PORTAL.dataDirectory,
      TRAILKEEP_DEMO: '1',
      LOG_LEVEL: 'warn',
    },
    url: `${SAMPLE_PORTAL.url}/sign-in`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
  use: {
    baseURL: SAMPLE_PORTAL.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    // Recording every test costs the gate minutes, and nobody opens a trace there.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
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
