import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const MIB = 1024 * 1024;
const RECORDS = 100_000;
/** With it the object is just under the 512 MiB after decompression that are read. */
const FILLER = 'a'.repeat(4_900);
let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-large-'));
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

test('an object of nearly 512 MiB after decompression is taken by a worker that stays under 1 GiB', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const bytes = await writeLargeObject(today);
  expect(bytes).toBeGreaterThan(480 * MIB);
  expect(bytes).toBeLessThan(512 * MIB);
  await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
  await database.ownerPool.query(
    `insert into source (view_id, kind, directory) values (1, 'directory', $1)`,
    [directory],
  );

  const { totals, peakBytes } = await collect();
  expect(totals).toMatchObject({
    objects: 1,
    ingested: 1,
    records: RECORDS,
    events: RECORDS,
    duplicates: 0,
    quarantinedRecords: 0,
  });
  expect(peakBytes).toBeLessThan(1024 * MIB);
}, 300_000);

async function writeLargeObject(day: string): Promise<number> {
  const path = day.replaceAll('-', '/');
  const key = `AWSLogs/123456789012/CloudTrail/eu-west-1/${path}/123456789012_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T0005Z_large00000000000.json.gz`;
  const file = join(directory, key);
  await mkdir(dirname(file), { recursive: true });
  const gzip = createGzip({ level: 1 });
  gzip.pipe(createWriteStream(file));
  let bytes = 0;
  const write = async (text: string) => {
    bytes += text.length;
    if (!gzip.write(text)) await once(gzip, 'drain');
  };
  await write('{"Records":[');
  for (let n = 0; n < RECORDS; n++) {
    const second = String(n % 60).padStart(2, '0');
    const eventID = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    await write(
      `${n > 0 ? ',' : ''}{"eventVersion":"1.11","eventTime":"${day}T00:00:${second}Z","eventSource":"s3.amazonaws.com","eventName":"PutObject","awsRegion":"eu-west-1","eventID":"${eventID}","recipientAccountId":"123456789012","userIdentity":{"type":"IAMUser","userName":"alice"},"requestParameters":{"bucketName":"bucket-${n % 50}","filler":"${FILLER}"}}`,
    );
  }
  await write(']}');
  gzip.end();
  await once(gzip, 'close').catch(() => undefined);
  return bytes;
}

async function collect(): Promise<{ totals: unknown; peakBytes: number }> {
  const child = spawn(process.execPath, ['workers/cli.ts', 'collect', '--json'], {
    env: { ...process.env, DATABASE_URL: database.url, TRAILKEEP_SECRET_KEY: database.secretKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  let peakBytes = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kib = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
    peakBytes = Math.max(peakBytes, kib * 1024);
  }, 100);
  await once(child, 'close');
  clearInterval(watch);
  return { totals: JSON.parse(output), peakBytes };
}
