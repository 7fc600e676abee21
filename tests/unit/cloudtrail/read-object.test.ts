import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ObjectUnreadableError,
  type ReadOptions,
  type ReadRecord,
  readObject,
} from '#lib/cloudtrail/read-object.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import { CORPUS_FILES, corpusRecords } from './records.ts';

const STREAMED: ReadOptions = { streamAboveBytes: 0 };

async function readAll(body: Uint8Array, options: ReadOptions = {}): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  for await (const batch of readObject(body, options)) records.push(...batch);
  return records;
}

/** The records, or the reason why the object is unreadable. */
async function outcomeOf(body: Uint8Array, options?: ReadOptions): Promise<ReadRecord[] | string> {
  try {
    return await readAll(body, options);
  } catch (error) {
    if (error instanceof ObjectUnreadableError) return error.reason;
    throw error;
  }
}

function gzip(text: string): Buffer {
  return gzipSync(text);
}

describe('reading an object', () => {
  test.each([
    ['whole', {}],
    ['in pieces', STREAMED],
  ])('%s: every real record comes out as it went in, in order', async (_name, options) => {
    const records = CORPUS_FILES.flatMap((file) => corpusRecords(file));
    const read = await readAll(gzip(JSON.stringify({ Records: records })), options);
    expect(read).toEqual(records.map((record, ordinal) => ({ ordinal, record })));
  });

  test.each([
    ['small', 1],
    ['large', 4_000],
  ])('%s: memory that is given back at once leaves records and body as they are', async (_name, count) => {
    const records = Array.from({ length: count }, (_, at) => ({ eventID: `id ${at}`, eventName: 'A' }));
    for (const body of [
      gzip(JSON.stringify({ Records: records })),
      Buffer.from(JSON.stringify({ Records: records })),
    ]) {
      const before = Buffer.from(body);
      const read = await readAll(body, { reader: new RecordReader(), freesAtOnce: true });
      expect(read).toMatchObject(records.map((record, ordinal) => ({ ordinal, record })));
      expect(body.equals(before)).toBe(true);
    }
  });

  test('of object after object only one is held in memory where it is given back at once', async () => {
    const padding = ' '.repeat(1000);
    const text = JSON.stringify({ Records: Array.from({ length: 4_000 }, (_, at) => ({ at, padding })) });
    const body = gzip(text);
    const before = process.memoryUsage().arrayBuffers;
    for (let object = 0; object < 20; object++) await readAll(body, { freesAtOnce: true });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * text.length);
  });

  test('an object in pieces is handed over in arrays of at most 2,000 records', async () => {
    const sizes: number[] = [];
    const body = gzip(JSON.stringify({ Records: Array.from({ length: 9_999 }, (_, at) => ({ at })) }));
    for await (const batch of readObject(body, STREAMED)) sizes.push(batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(9_999);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
  });

  test.each([
    ['several gzip members', Buffer.concat([gzip('{"Records":[{"a":1},'), gzip('{"a":2}]}')]), 2],
    ['JSON that something decompressed', Buffer.from('{"Records":[{"a":1}]}'), 1],
    ['JSON after white space and a byte order mark', Buffer.from('\uFEFF\r\n {"Records":[{"a":1}]}'), 1],
    ['no records', gzip('{"Records":[]}'), 0],
    ['white space for records', gzip('{"Records" : [ \n ] }'), 0],
    [
      'other keys around',
      gzip('{"v":{"Records":[1,2]},"x":["Records",[1]],"Records":[{}],"Recordsx":[1]}'),
      1,
    ],
    ['the key written with escapes', gzip('{"\\u0052ecords":[{}]}'), 1],
  ])('%s', async (_name, body, count) => {
    for (const options of [{}, STREAMED]) expect(await readAll(body, options)).toHaveLength(count);
  });

  test('one broken record is named, and its neighbours are read', async () => {
    const body = gzip('{"Records":[{"a":1},{"a":},{"a":"]},{"},{[1}],2,]}');
    for (const options of [{}, STREAMED]) {
      expect(await readAll(body, options)).toEqual([
        { ordinal: 0, record: { a: 1 } },
        { ordinal: 1, unreadable: 'the record is not JSON' },
        { ordinal: 2, record: { a: ']},{' } },
        { ordinal: 3, unreadable: 'the record is not JSON' },
        { ordinal: 4, record: 2 },
        { ordinal: 5, unreadable: 'the record is not JSON' },
      ]);
    }
  });
});

describe('an object that cannot be read says why', () => {
  const good = gzip('{"Records":[{"a":"some text that takes room"}]}');
  const damaged = Buffer.from(good);
  damaged[20] = (damaged[20] ?? 0) ^ 0xff;

  test.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(0), /it is empty/],
    ['neither gzip nor JSON', Buffer.from('PK\u0003\u0004'), /neither gzip nor JSON/],
    ['cut off', good.subarray(0, good.length - 12), /ends too early/],
    ['only the magic bytes', good.subarray(0, 2), /ends too early/],
    ['damaged', damaged, /damaged/],
    [
      'other bytes after the end',
      Buffer.concat([good, Buffer.from('trailing garbage')]),
      /other bytes after the gzip data/,
    ],
    ['zero bytes after the end', Buffer.concat([good, Buffer.alloc(16)]), /other bytes after the gzip data/],
    ['not JSON', gzip('hello'), /not JSON/],
    ['empty inside', gzip(''), /not JSON/],
    ['JSON cut off inside a record', gzip('{"Records":[{"a":1},{"a"'), /ends inside Records/],
    ['JSON cut off after the records', gzip('{"Records":[{"a":1}]'), /not JSON/],
    ['text after the JSON', gzip('{"Records":[{"a":1}]}x'), /not JSON/],
    ['a list', gzip('[{"Records":[]}]'), /not a JSON object/],
    ['no Records', gzip('{"records":[{}]}'), /no Records/],
    ['Records of another kind', gzip('{"Records":{"0":{}}}'), /not a list/],
    ['Records null', gzip('{"Records":null}'), /not a list/],
  ])('%s', async (_name, body, reason) => {
    expect(await outcomeOf(body)).toMatch(reason);
    expect(await outcomeOf(body, STREAMED)).toMatch(reason);
  });

  test('larger than the bound: refused, and read no further', async () => {
    const bomb = gzip(`{"Records":["${'x'.repeat(50_000_000)}"]}`);
    const started = performance.now();
    expect(await outcomeOf(bomb, { maxDecompressedBytes: 1 << 20 })).toBe(
      'it is larger than 1 MiB after decompression',
    );
    expect(performance.now() - started).toBeLessThan(1000);
    const plain = Buffer.from(`{"Records":["${'x'.repeat(2_000_000)}"]}`);
    expect(await outcomeOf(plain, { maxDecompressedBytes: 1 << 20 })).toBe(
      'it is larger than 1 MiB after decompression',
    );
  });

  test('one record beyond 16 MiB is named, and its neighbours are read', async () => {
    const body = gzip(`{"Records":[1,"${'x'.repeat(17 << 20)}",3]}`);
    expect(await readAll(body)).toEqual([
      { ordinal: 0, record: 1 },
      { ordinal: 1, unreadable: 'the record is larger than 16 MiB' },
      { ordinal: 2, record: 3 },
    ]);
  });
});

describe('reading whole and in pieces agree', () => {
  const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  /** JSON with white space in every place that allows it. */
  const spaced = fc.tuple(
    fc.array(value),
    fc.dictionary(fc.string(), value),
    fc.constantFrom(0, 1, 2, '\t', '\r\n  '),
  );

  test('on any well-formed object', async () => {
    await fc.assert(
      fc.asyncProperty(spaced, async ([records, others, space]) => {
        const body = gzip(JSON.stringify({ ...others, Records: records, ...others }, null, space));
        expect(await outcomeOf(body, STREAMED)).toEqual(await outcomeOf(body));
      }),
      { numRuns: 200 },
    );
  });

  test('on any object with bytes cut out, put in or changed', async () => {
    const damage = fc.record({
      at: fc.nat(),
      cut: fc.nat(5),
      put: fc.constantFrom('', '"', '\\', '[', ']', '{', '}', ',', ':', 'x', '\u0000'),
    });
    await fc.assert(
      fc.asyncProperty(spaced, damage, async ([records, others, space], { at, cut, put }) => {
        const text = JSON.stringify({ ...others, Records: records }, null, space);
        const place = at % (text.length + 1);
        const body = gzip(text.slice(0, place) + put + text.slice(place + cut));
        expect(await outcomeOf(body, STREAMED)).toEqual(await outcomeOf(body));
      }),
      { numRuns: 500 },
    );
  });
});
