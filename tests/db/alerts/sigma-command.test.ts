import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { addPlaces } from './alert-world.ts';

const RULES = `title: Trail stopped
id: 5f2c0001
logsource: {product: aws, service: cloudtrail}
detection:
  selection: {eventName: StopLogging, status: ok}
  condition: selection
level: high
---
title: Old
logsource: {product: aws, service: cloudtrail}
detection:
  selection: {eventName: StopLogging}
  condition: selection | count() > 3
`;

let database: TestDatabase;
let directory: string;
let file: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  directory = mkdtempSync(join(tmpdir(), 'trailkeep-sigma-'));
  file = join(directory, 'rules.yml');
  writeFileSync(file, RULES);
});
afterAll(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { url, secretKey } = database;
  const env = {
    ...process.env,
    DATABASE_URL: url,
    TRAILKEEP_SECRET_KEY: secretKey,
    TRAILKEEP_DATA_DIR: directory,
  };
  return spawnSync(process.execPath, ['workers/cli.ts', 'sigma', ...args], { env, encoding: 'utf8' });
}

it('what is taken and what is refused is said with file and line, and a refusal makes the command fail', () => {
  const { status, stdout } = run('check', file);
  expect(stdout.trimEnd().split('\n')).toEqual([
    `${file}:1: ok: Trail stopped (high)`,
    `${file}:1: note: No CloudTrail record has the field status: it is always absent.`,
    expect.stringContaining(`${file}:13: refused: Old: The condition counts with a pipe`),
    '1 of 2 rules can be imported.',
  ]);
  expect(status).toBe(1);
});

it('rules that were imported come out as files that are imported without a change', () => {
  expect(run('import', '--view', 'prod', file).stdout).toContain(
    'Rules: 1 added, 0 changed, 0 as they were, 1 refused.',
  );
  const out = join(directory, 'out');
  expect(run('export', '--view', 'prod', '--to', out)).toMatchObject({ status: 0 });
  expect(readdirSync(out)).toEqual(['trail_stopped.yml']);
  const again = run('import', '--json', '--view', 'prod', join(out, 'trail_stopped.yml'));
  expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, changed: 0, unchanged: 1, refused: 0 });
});

it('a place that is not there, or none, is refused before anything is stored', () => {
  expect(run('import', '--view', 'nowhere', file)).toMatchObject({
    status: 1,
    stderr: 'trailkeep: There is no view nowhere. Add it first.\n',
  });
  expect(run('import', file).stderr).toContain('--view SLUG or --account NUMBER');
  expect(run('check', join(directory, 'none.yml')).stderr).toContain('none.yml cannot be read');
});
