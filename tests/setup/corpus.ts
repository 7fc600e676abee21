import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FIXTURES = join(import.meta.dirname, '../fixtures/corpus');
const FILES = ['stratus-red-team', 'opensearch-catalog', 'trailscraper', 'malformed-fixtures'];

/** The real records of tests/fixtures/corpus, as AWS wrote them. */
export function corpusRecords(): unknown[] {
  return FILES.flatMap((name) =>
    readFileSync(join(FIXTURES, `${name}.ndjson`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { event: unknown }).event),
  );
}

/** Layouts as they occur: an organisation trail, a prefix of two parts, Control Tower, and none of these. */
const PREFIXES = [
  'AWSLogs/o-acme4k7q2x/',
  'logs/security/AWSLogs/',
  'o-acme4k7q2x/AWSLogs/o-acme4k7q2x/',
  'AWSLogs/',
];

/** Packs the corpus as a bucket of `objects` objects under several prefixes; every record is in exactly one of them. */
export async function writeCorpusBucket(
  directory: string,
  objects = 40,
): Promise<{ records: number; objects: number }> {
  const records = corpusRecords();
  const size = Math.ceil(records.length / objects);
  let written = 0;
  for (let start = 0; start < records.length; start += size, written++) {
    const account = `00000000000${written % 10}`;
    const day = `2026/11/${String(1 + (written % 20)).padStart(2, '0')}`;
    const stamp = `${day.replaceAll('/', '')}T${String(written % 24).padStart(2, '0')}05Z`;
    const prefix = PREFIXES[written % PREFIXES.length];
    const key = `${prefix}${account}/CloudTrail/us-east-1/${day}/${account}_CloudTrail_us-east-1_${stamp}_${`corpus${written}`.padEnd(16, 'x')}.json.gz`;
    await put(directory, key, gzipSync(JSON.stringify({ Records: records.slice(start, start + size) })));
  }
  return { records: records.length, objects: written };
}

export async function put(directory: string, key: string, body: Uint8Array): Promise<void> {
  const file = join(directory, key);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, body);
}
