import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';

/** Fixed, so that the same seed gives the same bytes on any day; long past, so that no record is from the future. */
export const END = new Date('2026-01-15T00:00:00Z');
export const DAYS = 14;
export const START = new Date(END.getTime() - DAYS * 86_400_000);

const manifestFile = z.object({
  /** Of the first objects: what an older generator made is made anew. */
  fingerprint: z.string(),
  seed: z.number(),
  /** Different events; the records hold some of them twice, as two trails deliver them. */
  events: z.number(),
  records: z.number(),
  objects: z.number(),
  gzipBytes: z.number(),
});
export type Manifest = z.infer<typeof manifestFile>;

export type Dataset = Manifest & {
  /** Everything of this data set, databases included: `.bench/<events>-<seed>`. */
  home: string;
  /** Holds the bucket as a folder, for the local S3. */
  s3Root: string;
  /** The bucket's folder, for a directory source and DuckDB. */
  directory: string;
};

export const BUCKET = 'bench-logs';

/** The log objects of a seed as files, made unless they are there from an earlier run. */
export function prepareDataset(
  options: { root: string; events: number; seed: number },
  say: (line: string) => void,
): Dataset {
  const { events, seed } = options;
  const home = resolve(options.root, `${events}-${seed}`);
  const s3Root = join(home, 's3');
  const directory = join(s3Root, BUCKET);
  const fingerprint = fingerprintOf(options);
  const known = readManifest(home);
  if (known?.fingerprint === fingerprint) return { ...known, home, s3Root, directory };
  rmSync(home, { recursive: true, force: true });
  const manifest: Manifest = { fingerprint, seed, events, records: 0, objects: 0, gzipBytes: 0 };
  const folders = new Set<string>();
  for (const object of generateObjects({ seed, events, days: DAYS, end: END })) {
    const file = join(directory, object.key);
    const folder = dirname(file);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(file, object.body);
    manifest.records += object.records;
    manifest.objects += 1;
    manifest.gzipBytes += object.body.length;
    if (manifest.objects % 2_000 === 0) say(`${manifest.records.toLocaleString('en')} records written`);
  }
  // Last: without it the folder is made anew.
  writeFileSync(join(home, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { ...manifest, home, s3Root, directory };
}

const FINGERPRINTED = 200;

function fingerprintOf({ events, seed }: { events: number; seed: number }): string {
  const hash = createHash('sha256');
  for (const { key, body } of generateObjects({ seed, events, days: DAYS, end: END }).take(FINGERPRINTED))
    hash.update(key).update(body);
  return hash.digest('hex');
}

function readManifest(home: string): Manifest | null {
  const file = join(home, 'manifest.json');
  if (!existsSync(file)) return null;
  const parsed = manifestFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}
