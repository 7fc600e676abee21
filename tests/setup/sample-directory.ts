import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GenerateOptions, generateObjects } from '#lib/demo/organisation/generate-objects.ts';

export type SampleDirectory = { directory: string; objects: number; records: number; events: number };

/** Writes generated objects into a new folder laid out like a bucket. Remove the folder afterwards. */
export async function writeSampleDirectory(
  options: Partial<GenerateOptions> & { events: number },
): Promise<SampleDirectory> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-logs-'));
  const sums = { objects: 0, records: 0, events: 0 };
  const end = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  for (const object of generateObjects({ seed: 1, days: 3, end, ...options })) {
    const file = join(directory, object.key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, object.body);
    sums.objects += 1;
    sums.records += object.records;
    sums.events += object.events;
  }
  return { directory, ...sums };
}
