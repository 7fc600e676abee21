import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareKeys } from '#lib/sources/compare-keys.ts';
import { createDirectoryStore } from '#lib/sources/directory-store.ts';
import type { ListRequest, ObjectStore } from '#lib/sources/object-store.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-directory-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function put(key: string, body = 'x'): Promise<void> {
  const file = join(directory, key);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, body);
}

async function listAll(
  store: ObjectStore,
  request: ListRequest,
): Promise<{ keys: string[]; prefixes: string[] }> {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await store.list({ ...request, continuationToken });
    keys.push(...page.objects.map(({ key }) => key));
    prefixes.push(...page.prefixes);
    continuationToken = page.next ?? undefined;
  } while (continuationToken !== undefined);
  return { keys, prefixes };
}

test('keys come in the order of their bytes, whatever the page size, the prefix and the start', async () => {
  const name = fc.stringMatching(/^[a-c.\-0é𝄞]{1,3}$/u).filter((text) => !/^\.+$/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(path, { maxLength: 12 }),
      path,
      fc.integer({ min: 1, max: 5 }),
      async (paths, start, maxKeys) => {
        await rm(directory, { recursive: true });
        await mkdir(directory);
        const keys: string[] = [];
        for (const key of paths) {
          // A file and a folder of one name cannot both be.
          if (
            await put(key).then(
              () => true,
              () => false,
            )
          )
            keys.push(key);
        }
        keys.sort(compareKeys);
        const store = createDirectoryStore(directory);
        expect((await listAll(store, { prefix: '', maxKeys })).keys).toEqual(keys);
        const after = keys.filter((key) => compareKeys(key, start) > 0);
        expect((await listAll(store, { prefix: '', startAfter: start, maxKeys })).keys).toEqual(after);
        const within = keys.filter((key) => key.startsWith(start));
        expect((await listAll(store, { prefix: start, maxKeys })).keys).toEqual(within);
      },
    ),
    { numRuns: 60 },
  );
});

test('with a delimiter, folders are named and not entered', async () => {
  await put('a/1');
  await put('a-b/2');
  await put('c');
  const store = createDirectoryStore(directory);
  expect(await listAll(store, { prefix: '', delimiter: '/', maxKeys: 1 })).toEqual({
    keys: ['c'],
    prefixes: ['a-b/', 'a/'],
  });
  expect(await listAll(store, { prefix: 'a/', delimiter: '/' })).toEqual({ keys: ['a/1'], prefixes: [] });
});

test('a page can be asked for again with its token alone, by another store too', async () => {
  for (const key of ['a', 'b/1', 'b/2', 'c']) await put(key);
  const first = await createDirectoryStore(directory).list({ prefix: '', maxKeys: 2 });
  const second = await createDirectoryStore(directory).list({
    prefix: '',
    continuationToken: first.next ?? '',
  });
  expect(second.objects.map(({ key }) => key)).toEqual(['b/2', 'c']);
});

test('nothing outside of the folder is listed or read: links, folders that are links, dots', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'trailkeep-outside-'));
  await writeFile(join(outside, 'secret'), 'secret');
  await put('inside/real', 'real');
  await symlink(join(outside, 'secret'), join(directory, 'link'));
  await symlink(outside, join(directory, 'folder'));
  await symlink(join(directory, 'inside/real'), join(directory, 'good-link'));
  const store = createDirectoryStore(directory);
  expect((await listAll(store, { prefix: '' })).keys).toEqual(['good-link', 'inside/real']);
  expect((await listAll(store, { prefix: 'folder/' })).keys).toEqual([]);
  for (const key of [
    'link',
    'folder/secret',
    '../secret',
    `inside/../../${outside}/secret`,
    '/etc/hostname\0',
  ]) {
    await expect(store.get(key, { maxBytes: 100 })).rejects.toMatchObject({ code: 'object-missing' });
  }
  expect(Buffer.from(await store.get('good-link', { maxBytes: 100 })).toString()).toBe('real');
  await rm(outside, { recursive: true });
});

test('an object is read whole up to the bound and refused beyond it', async () => {
  await put('small', 'x'.repeat(1000));
  await put('big', 'y'.repeat(3_000_000));
  const store = createDirectoryStore(directory);
  expect((await store.get('big', { maxBytes: 3_000_000 })).length).toBe(3_000_000);
  await expect(store.get('small', { maxBytes: 999 })).rejects.toMatchObject({ code: 'object-too-large' });
  await expect(store.get('gone', { maxBytes: 999 })).rejects.toMatchObject({ code: 'object-missing' });
});

test('a folder that is not there is a missing source, not an empty one', async () => {
  const store = createDirectoryStore(join(directory, 'nowhere'));
  await expect(store.list({ prefix: '' })).rejects.toMatchObject({ code: 'source-missing' });
  await mkdir(join(directory, 'nowhere'));
  expect(await store.list({ prefix: '' })).toMatchObject({ objects: [], next: null });
});

test('other bytes give another ETag', async () => {
  await put('a', 'one');
  const store = createDirectoryStore(directory);
  const before = (await store.list({ prefix: '' })).objects[0]?.etag;
  await put('a', 'three');
  expect((await store.list({ prefix: '' })).objects[0]?.etag).not.toBe(before);
});

test('keys that the caller has no use for are not handed out, and the listing ends before them', async () => {
  for (const name of ['a/1', 'a/2', 'b/1', 'c']) await put(name);
  const store = createDirectoryStore(directory);
  expect(await listAll(store, { prefix: '', before: 'b/1' })).toEqual({ keys: ['a/1', 'a/2'], prefixes: [] });
  const page = await store.list({ prefix: '', maxKeys: 1, before: 'b/1' });
  expect(page.next).toBe('a/1');
  expect(await store.list({ prefix: '', continuationToken: 'a/1', before: 'a/2' })).toEqual({
    objects: [],
    prefixes: [],
    next: null,
  });
});
