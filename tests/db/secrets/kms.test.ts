import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { connect } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { LocalKms } from '#lib/demo/aws/kms.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { enterSecrets } from './secret-rows.ts';

const ARN = 'arn:aws:kms:eu-central-1:048213975106:key/1111-2222';
const MACHINE = { accessKeyId: 'AKIDMACHINE', secretAccessKey: 'secret of the machine' };

let aws: LocalS3;
const kms = new LocalKms();
let database: TestDatabase;
let web: PrismaClient;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'trailkeep-kms-'));
  kms.put({ arn: ARN, policy: '{}' });
  aws = await startLocalS3({
    directory,
    region: 'eu-central-1',
    credentials: [MACHINE],
    services: [kms.service],
  });
  database = await createTestDatabase();
  web = createPrisma(database.webPool);
});
afterAll(async () => {
  await web.$disconnect();
  await database.drop();
  await aws.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

/** The modules as a process that starts with these settings has them: the environment is read once. */
async function started(settings: Record<string, string>) {
  vi.resetModules();
  vi.stubEnv('TRAILKEEP_SECRET_KEY', database.secretKey);
  vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', MACHINE.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', MACHINE.secretAccessKey);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { rotateSecrets } = await import('#lib/secrets/rotate-secrets.ts');
  const { readSecret } = await import('#lib/secrets/read-secret.ts');
  return {
    read: (id: number) => readSecret(database.workerPool, 'source', id),
    rotate: async () => {
      const owner = await connect(database.ownerPool);
      return rotateSecrets(owner).finally(() => owner.release());
    },
  };
}

test('a rotation brings the secrets from the secret key under KMS, and back; KMS alone then opens them', async () => {
  const [id = 0] = await enterSecrets(database.ownerPool, web, 1);
  const withKms = await started({ TRAILKEEP_KMS_KEY_ID: ARN });
  expect(await withKms.rotate()).toEqual({ secrets: 2, keysRemoved: 2, failed: [] });
  const { rows } = await database.ownerPool.query('select distinct wrapped_by from data_key');
  expect(rows).toEqual([{ wrapped_by: ARN }]);

  const otherKey = Buffer.alloc(32, 9).toString('base64');
  const worker = await started({ TRAILKEEP_KMS_KEY_ID: ARN, TRAILKEEP_SECRET_KEY: otherKey });
  expect(await worker.read(id)).toBe('secret of source 1');

  const denied = await started({ TRAILKEEP_KMS_KEY_ID: ARN });
  kms.put({ arn: ARN, policy: '{}', denied: ['Decrypt'] });
  await expect(denied.read(id)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining(ARN),
    hint: expect.stringContaining('kms:Decrypt'),
  });
  kms.put({ arn: ARN, policy: '{}' });
  expect(await denied.read(id)).toBe('secret of source 1');

  const back = await started({});
  expect(await back.rotate()).toEqual({ secrets: 2, keysRemoved: 2, failed: [] });
  expect(await back.read(id)).toBe('secret of source 1');
});

test('the secret key itself may lie in the database under KMS: set once with both, then with KMS alone', async () => {
  const run = (settings: Record<string, string>, ...words: string[]) => {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: database.url,
      TRAILKEEP_DATA_DIR: directory,
      TRAILKEEP_KMS_KEY_ID: ARN,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: MACHINE.accessKeyId,
      AWS_SECRET_ACCESS_KEY: MACHINE.secretAccessKey,
      TRAILKEEP_SECRET_KEY: '',
      ...settings,
    };
    return promisify(execFile)(process.execPath, ['workers/cli.ts', ...words, '--json'], { env });
  };
  await run({ TRAILKEEP_SECRET_KEY: database.secretKey }, 'migrate');
  const { stdout } = await run({}, 'source', 'list');
  expect(JSON.parse(stdout)).toMatchObject({ sources: [{ place: expect.stringContaining('bucket-1') }] });
  expect(JSON.parse((await run({}, 'secrets', 'rotate')).stdout)).toMatchObject({ secrets: 2, failed: [] });
  await expect(
    database.workerPool.query(`select from data_key where opener <> 'worker'`),
  ).resolves.toMatchObject({
    rows: [],
  });
  await expect(run({ TRAILKEEP_KMS_KEY_ID: '' }, 'source', 'list')).rejects.toMatchObject({
    stderr: expect.stringContaining('TRAILKEEP_KMS_KEY_ID'),
  });
}, 120_000);

test('a wrapped key of another row does not open: its number and who opens it are bound to it', async () => {
  const { rotate, read } = await started({ TRAILKEEP_KMS_KEY_ID: ARN });
  await rotate();
  await database.ownerPool.query(
    `update data_key set wrapped_private_key = (select wrapped_private_key from data_key where opener = 'web') where opener = 'worker'`,
  );
  await expect(read(1)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining('kms:Decrypt'),
  });
});
