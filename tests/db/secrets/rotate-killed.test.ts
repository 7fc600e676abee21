import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { enterSecrets } from './secret-rows.ts';

const SECRETS = 60;
const KILLS = 3;

let database: TestDatabase;
let web: PrismaClient;
let directory: string;
let sourceIds: number[];

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  web = createPrisma(database.webPool);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-rotate-'));
  sourceIds = await enterSecrets(database.ownerPool, web, SECRETS);
});
afterAll(async () => {
  await web.$disconnect();
  await database.drop();
  await rm(directory, { recursive: true });
});

function startRotation(): ChildProcess {
  const { url, secretKey } = database;
  const env = {
    ...process.env,
    DATABASE_URL: url,
    TRAILKEEP_SECRET_KEY: secretKey,
    TRAILKEEP_DATA_DIR: directory,
  };
  return spawn(process.execPath, ['workers/cli.ts', 'secrets', 'rotate', '--json'], { env, stdio: 'pipe' });
}

/** Under how many data keys the sources' secrets are. */
async function keysInUse(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ n: number }>(
    'select count(distinct data_key_of(ciphertext))::int as n from source_secret',
  );
  return rows[0]?.n ?? 0;
}

async function expectAllOpen(): Promise<void> {
  for (const [n, id] of sourceIds.entries())
    expect(await readSecret(database.workerPool, 'source', id)).toBe(`secret of source ${n + 1}`);
}

test(`a rotation that is killed ${KILLS} times in the midst of it leaves every secret readable, and the next one ends it`, async () => {
  // A trigger makes each row take its time, so that the kill falls between two of them.
  await database.ownerPool.query(`
    create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.02); return new; end $$;
    create trigger slow before update on source_secret for each row execute function slow()`);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await keysInUse();
    const child = startRotation();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    while (child.exitCode === null && (await keysInUse()) <= before)
      await new Promise((go) => setTimeout(go, 10));
    child.kill('SIGKILL');
    await gone;
    expect(await keysInUse()).toBeGreaterThan(1);
    await expectAllOpen();
  }
  await database.ownerPool.query('drop trigger slow on source_secret');

  const child = startRotation();
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ secrets: SECRETS + 1, failed: [] });
  expect(await keysInUse()).toBe(1);
  await expectAllOpen();
  const { rows } = await database.ownerPool.query(
    `select action, actor from audit_entry where action = 'secrets.rotate'`,
  );
  expect(rows).toEqual([{ action: 'secrets.rotate', actor: 'system' }]);
}, 240_000);
