import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const RECORDS = 300_000;
const ALLOWED_KIB = 100 * 1024;
/** Left to itself the collector lets garbage pile up; with little room it shows what the reader really holds. */
const LITTLE_ROOM = ['--max-old-space-size=48', '--max-semi-space-size=4'];

/** Members of a gzip file may follow each other, so 300 MB are made from one compressed MB. */
function largeObject(): Buffer {
  const record = JSON.stringify({ eventVersion: '1.11', eventName: 'PutObject', text: 'y'.repeat(940) });
  const block = gzipSync(`${record},`.repeat(1000), { level: 1 });
  const blocks = Array<Buffer>(RECORDS / 1000).fill(block);
  return Buffer.concat([gzipSync('{"Records":['), ...blocks, gzipSync('0]}')]);
}

const READER = `
  const { readObject } = await import(process.argv[1]);
  const body = (await import('node:fs')).readFileSync(process.argv[2]);
  for await (const _ of readObject(new TextEncoder().encode('{"Records":[{}]}'), { streamAboveBytes: 0 }));
  const before = process.resourceUsage().maxRSS;
  let records = 0;
  for await (const batch of readObject(body)) records += batch.length;
  console.log(JSON.stringify({ records, grownKib: process.resourceUsage().maxRSS - before }));
`;

test('an object of 300 MB is read within a heap of 48 MB, and with less than 100 MiB of memory in all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailkeep-'));
  try {
    const file = join(folder, 'large.json.gz');
    writeFileSync(file, largeObject());
    const reader = join(import.meta.dirname, '../../../lib/cloudtrail/read-object.ts');
    const child = spawnSync(
      process.execPath,
      [...LITTLE_ROOM, '--input-type=module', '-e', READER, reader, file],
      {
        encoding: 'utf8',
      },
    );
    expect(child.stderr).toBe('');
    const { records, grownKib } = JSON.parse(child.stdout);
    console.log(`read ${records} records with ${Math.round(grownKib / 1024)} MiB`);
    expect(records).toBe(RECORDS + 1);
    expect(grownKib).toBeLessThan(ALLOWED_KIB);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
