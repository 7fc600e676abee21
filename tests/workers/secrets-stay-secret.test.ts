import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { createSource, updateSource } from '#lib/sources/mutations.ts';
import { testNewSource } from '#lib/sources/test-record.ts';
import { setAccountCredentials } from '#lib/trails/mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const ACCOUNT = '048213975106';
/** Each place where a secret is entered has one of its own, with this in it. */
const MARKER = 'm4rkedSecret';
const RIGHT = `${MARKER}/right+one`;
const ROLE = 'arn:aws:iam::048213975106:role/trailkeep';

let aws: LocalS3;
let database: TestDatabase;
let web: PrismaClient;
let directory: string;
const printed: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-marked-'));
  const credentials = [{ accessKeyId: 'AKIDRIGHT', secretAccessKey: RIGHT }];
  aws = await startLocalS3({ directory, region: 'eu-central-1', credentials });
  aws.store.createBucket('logs');
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  web = createPrisma(database.webPool);
  await database.ownerPool.query(`insert into account (id, name) values ($1, 'Audit')`, [ACCOUNT]);
});
afterAll(async () => {
  await web.$disconnect();
  await database.drop();
  await aws.close();
  await rm(directory, { recursive: true });
});

function key(accessKeyId: string, secretAccessKey: string) {
  return { kind: 'access-key', accessKeyId, secretAccessKey } as const;
}

const BUCKET = { kind: 's3', region: 'eu-central-1' } as const;

/** Good ones, wrong ones, and a test of a form, entered as people enter them; none of it may fail or show a secret. */
async function enterEverything(): Promise<void> {
  const owner = { account: ACCOUNT };
  const { endpoint } = aws;
  const right = key('AKIDRIGHT', RIGHT);
  const role = { ...key('AKIDRIGHT', RIGHT), kind: 'role', roleArn: ROLE, externalId: null } as const;
  await createSource(web, 'system', owner, { ...BUCKET, bucket: 'logs', endpoint, credentials: right });
  await createSource(web, 'system', owner, { ...BUCKET, bucket: 'other', endpoint, credentials: role });
  const wrong = {
    ...BUCKET,
    bucket: 'wrong',
    endpoint,
    credentials: key('AKIDRIGHT', `${MARKER}/wrong+one`),
  };
  const { id } = await createSource(web, 'system', owner, wrong);
  await updateSource(web, 'system', id, { ...wrong, credentials: key('AKIDRIGHT', `${MARKER}/other+one`) });
  const unreachable = {
    endpoint: 'http://127.0.0.1:9',
    credentials: key('AKIDRIGHT', `${MARKER}/unheard+one`),
  };
  await createSource(web, 'system', owner, { ...BUCKET, bucket: 'unreachable', ...unreachable });
  await setAccountCredentials(web, 'system', ACCOUNT, { ...unreachable });
  const { userId } = await createUser(web, 'system', { email: 'a@example.com', name: 'A', role: 'admin' });
  const admin = await findActor(web, userId);
  if (!admin) throw new Error('no admin');
  const typed = { ...BUCKET, bucket: 'logs', endpoint, credentials: key('AKIDRIGHT', `${MARKER}/typed+one`) };
  await testNewSource(web, admin, owner, typed);
}

function start(...args: string[]): ChildProcess {
  const settings = {
    DATABASE_URL: database.url,
    TRAILKEEP_SECRET_KEY: database.secretKey,
    LOG_LEVEL: 'trace',
  };
  const env = {
    ...process.env,
    ...settings,
    TRAILKEEP_DATA_DIR: directory,
    TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS: '1',
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => printed.push(String(text)));
  return child;
}

async function command(...words: string[]): Promise<void> {
  const child = start('workers/cli.ts', ...words);
  await new Promise((resolve) => child.once('exit', resolve));
}

async function until(query: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100, await sleep(100))
    if ((await database.ownerPool.query<{ done: boolean }>(query)).rows[0]?.done) return;
  throw new Error(`not within a minute: ${query}`);
}

/** Every row of every table as text, bytes as hexadecimals and as they are. */
async function everythingStored(): Promise<string> {
  const { rows: tables } = await database.ownerPool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.ownerPool.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** As it is, and as it would stand in bytes, in base64 and in an address. */
function findMarked(text: string): string[] {
  const spellings = [
    MARKER,
    Buffer.from(MARKER).toString('hex'),
    Buffer.from(MARKER).toString('base64').slice(0, 12),
  ];
  return spellings.filter((spelling) => text.includes(spelling));
}

test('secrets that people enter stand in no log, error, answer, test, audit line or table', async () => {
  await enterEverything();
  const worker = start('workers/worker.ts');
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  await until(`select bool_and(finished_at is not null) as done from source_test`);
  await until(`select count(*) filter (where error_at is not null) >= 2 as done from source`);
  await until(`select bool_and(error_at is not null) as done from account_credential`);
  worker.kill('SIGTERM');
  await gone;
  await command('source', 'list', '--json');
  for (const id of ['1', '3']) await command('source', 'test', id);
  await command('collect', '--json');
  await command('secrets', 'rotate', '--json');

  const output = printed.join('');
  expect(output).toContain('"secrets":');
  expect(output).toContain('worker started');
  expect(findMarked(output)).toEqual([]);
  const stored = await everythingStored();
  expect(stored).toContain('source.add');
  expect(stored).toContain('SignatureDoesNotMatch');
  expect(findMarked(stored)).toEqual([]);
}, 300_000);

test('what a wrong form throws names the field and not what was typed into it', async () => {
  const credentials = key('not a key id', `${MARKER}/mistyped`);
  const thrown = await createSource(
    web,
    'system',
    { account: ACCOUNT },
    { ...BUCKET, bucket: 'b!', credentials },
  ).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(findMarked(inspect(thrown, { depth: 20 }))).toEqual([]);
});
