import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `npm test` runs: every suite, one after another, and one plain line of the sum at the end. */
const ROOT = join(import.meta.dirname, '../..');
const RESULTS = join(ROOT, 'test-results');
const POSTGRES_15 = '/usr/lib/postgresql/15/bin/postgres';

/** Linux keeps files there in memory. */
const IN_MEMORY = '/dev/shm';
const ROOM = 8 * 2 ** 30;

type Count = { passed: number; failed: number; skipped: number };
type Suite = { name: string; run: () => Count };

const temporary = temporaryDirectory();
const environment = { ...process.env, TMPDIR: temporary, FORCE_COLOR: '0' };
const suites: Suite[] = [
  {
    name: 'units, database, workers and architecture on the embedded Postgres',
    run: () => vitest('all', [], {}),
  },
  { name: 'the pages in Chromium', run: playwright },
];
if (existsSync(POSTGRES_15)) {
  suites.splice(1, 0, {
    name: 'the database tests again on Postgres 15',
    run: () => vitest('postgres-15', ['tests/db'], { TEST_POSTGRES: '15' }),
  });
} else {
  say(`Postgres 15 is not installed (${POSTGRES_15}): the database tests run on the embedded one only`);
}

mkdirSync(RESULTS, { recursive: true });
const sum: Count = { passed: 0, failed: 0, skipped: 0 };
for (const { name, run } of suites) {
  say(`${name} …`);
  const count = run();
  for (const key of ['passed', 'failed', 'skipped'] as const) sum[key] += count[key];
}
rmSync(temporary, { recursive: true, force: true });
process.stdout.write(
  `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}\n`,
);
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0);

// Databases are made and dropped by the hundred, each of a thousand files: on a disk that is a fifth of the work.
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'trailkeep-tests-'));
  // Postgres runs as somebody else.
  chmodSync(directory, 0o755);
  return directory;
}

function hasRoom(directory: string): boolean {
  if (process.env.TMPDIR || !existsSync(directory)) return false;
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize >= ROOM;
}

function say(line: string): void {
  process.stderr.write(`trailkeep tests: ${line}\n`);
}

function vitest(name: string, filters: string[], extra: Record<string, string>): Count {
  const file = join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const status = run(
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters],
    extra,
  );
  const result = readResult(file);
  if (!result) return broken(name);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = result;
  // A file that fails before its first test counts too.
  const failed = Math.max(
    numFailedTests,
    status === 0 ? 0 : Math.max(1, numFailedTestSuites > 0 && numFailedTests === 0 ? 1 : 0),
  );
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

function playwright(): Count {
  const file = join(RESULTS, 'results.json');
  rmSync(file, { force: true });
  const status = run('@playwright/test/cli.js', ['test'], {});
  const stats = readResult(file)?.stats;
  if (!stats) return broken('playwright');
  return {
    passed: stats.expected + stats.flaky,
    failed: Math.max(stats.unexpected, status === 0 ? 0 : 1),
    skipped: stats.skipped,
  };
}

function run(script: string, args: string[], extra: Record<string, string>): number {
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...environment, ...extra },
  });
  return result.status ?? 1;
}

type Results = {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numFailedTestSuites?: number;
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
};

function readResult(file: string): Results | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : null;
}

function broken(name: string): Count {
  say(`${name} ended without a result`);
  return { passed: 0, failed: 1, skipped: 0 };
}
