import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDirectoryStore } from '#lib/sources/directory-store.ts';

const root = mkdtempSync(join(tmpdir(), 'trailkeep-walk-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a listing that starts after a folder’s own key has everything in that folder, as in S3', async () => {
  for (const key of ['logs/01/a', 'logs/02/a', 'logs/02/b', 'logs/03/a']) {
    mkdirSync(join(root, key, '..'), { recursive: true });
    writeFileSync(join(root, key), '');
  }
  const { objects } = await createDirectoryStore(root).list({ prefix: 'logs/', startAfter: 'logs/02/' });
  expect(objects.map(({ key }) => key)).toEqual(['logs/02/a', 'logs/02/b', 'logs/03/a']);
});
