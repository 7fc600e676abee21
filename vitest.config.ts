import { defineConfig } from 'vitest/config';
import { ALONE } from './tests/setup/alone.ts';

export default defineConfig({
  test: {
    setupFiles: ['tests/setup/console.ts'],
    env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'silent' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A process for each file takes a tenth longer; what a file does to its environment ends with its thread as well.
    pool: 'threads',
    projects: [
      {
        extends: true,
        // Loading modules anew for each file would take as long as the tests themselves.
        test: {
          name: 'units',
          include: ['tests/{unit,architecture}/**/*.test.ts'],
          exclude: ALONE,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/{db,workers}/**/*.test.ts', ...ALONE],
          globalSetup: ['tests/setup/global.ts'],
        },
      },
    ],
  },
});
