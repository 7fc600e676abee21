import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateCollecting } from '#lib/sources/estimate.ts';
import type { LogFolder } from '#lib/sources/folder-layout.ts';
import { sampleFolders, spread } from '#lib/sources/sample-folders.ts';
import { MemoryStore } from '#tests/setup/memory-store.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

function folderOf(accountId: string): LogFolder {
  const prefix = `AWSLogs/${accountId}/CloudTrail/eu-west-1/`;
  return { prefix, accountId, kind: 'CloudTrail', region: 'eu-west-1' };
}

/** An object every so many minutes, back from now. */
function fill(store: MemoryStore, folder: LogFolder, everyMinutes: number, days: number): number {
  const count = Math.floor((days * 1440) / everyMinutes);
  for (let n = 0; n < count; n++) {
    const at = new Date(NOW - n * everyMinutes * MINUTE).toISOString();
    const day = at.slice(0, 10).replaceAll('-', '/');
    const stamp = at.slice(0, 16).replace(/[-:]/g, '');
    store.put(
      `${folder.prefix}${day}/${folder.accountId}_CloudTrail_eu-west-1_${stamp}Z_${String(n).padStart(16, 'x')}.json.gz`,
    );
  }
  return count;
}

test('a quiet folder is counted, and its first and last object named', async () => {
  const store = new MemoryStore();
  const folder = folderOf('111111111111');
  fill(store, folder, 60, 3);
  const [sample] = await sampleFolders(store, [folder], 14, NOW);
  expect(sample).toMatchObject({ objects: 72, exact: true, oldestDay: '2026-11-18', newestAtMs: NOW });
});

test('a busy folder is reckoned from a part of its listing, within a tenth, and its newest object is still the newest', async () => {
  const store = new MemoryStore();
  const folder = folderOf('111111111111');
  const objects = fill(store, folder, 1, 14);
  const [sample] = await sampleFolders(store, [folder], 14, NOW);
  expect(sample?.exact).toBe(false);
  expect(Math.abs((sample?.objects ?? 0) - objects) / objects).toBeLessThan(0.1);
  expect(sample?.newestAtMs).toBe(NOW);
  expect(store.requests.length).toBeLessThanOrEqual(8);
});

test('of many folders some are looked into, and the rest are taken to be like them', async () => {
  const store = new MemoryStore();
  const folders = Array.from({ length: 240 }, (_, n) => folderOf(String(n).padStart(12, '0')));
  for (const folder of folders) fill(store, folder, 360, 2);
  const samples = await sampleFolders(store, folders, 14, NOW);
  const estimate = estimateCollecting(samples, { folders: folders.length, lanes: 2, getMs: 20 });
  expect(estimate).toMatchObject({ objects: 240 * 8, exact: false });
  expect(store.requests.length).toBeLessThan(100);
});

test('slow answers make the estimate longer, more lanes shorter', () => {
  const samples = [
    { newest: null, oldestDay: null, newestAtMs: null, objects: 100_000, sizeBytes: 3e8, exact: true },
  ];
  const took = (lanes: number, getMs: number) =>
    estimateCollecting(samples, { folders: 1, lanes, getMs }).tookMs;
  expect(took(2, 500)).toBeGreaterThan(took(2, 10));
  expect(took(4, 10)).toBeLessThan(took(2, 10));
});

test('a spread has the asked number of different items, in their order, the first among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), (length, most) => {
      const items = Array.from({ length }, (_, n) => n);
      const chosen = spread(items, most);
      expect(chosen).toHaveLength(Math.min(length, most));
      expect(chosen[0]).toBe(0);
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
    }),
  );
});
