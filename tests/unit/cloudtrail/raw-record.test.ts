import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { extractRawRecord, extractRawRecords } from '#lib/cloudtrail/raw-record.ts';

const ODD = '{ "eventName" : "PutObject", "n": 1.50e1, "esc": "\\u00fc\\/", "same": 1, "same": 2 }';
const FILLER = Array.from({ length: 20_000 }, (_, at) => `{"x":"${at} ${'y'.repeat(1000)}"}`).join(',');

/** Bytes a part at a time, as a database gives them; `asked` and `given` count parts, those that were asked for ahead too. */
function inParts(body: Uint8Array, bytes: number) {
  const counts = { asked: 0, given: 0 };
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < body.length; at += bytes) {
      counts.asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      counts.given += 1;
      yield body.subarray(at, at + bytes);
    }
  }
  return { parts: parts(), counts };
}

const whole = (body: Uint8Array) => inParts(body, body.length).parts;

test('the record comes out as delivered: spacing, escapes, number forms and doubled keys', async () => {
  const body = gzipSync(`{"Records":[{"a":1},\n ${ODD} \n,{"b":"ü"}]}`);
  expect(await extractRawRecord(whole(body), 1)).toBe(ODD);
  expect(await extractRawRecord(whole(body), 2)).toBe('{"b":"ü"}');
});

test('a record is found wherever the parts of its object are cut, in JSON that is not compressed too', async () => {
  const text = Buffer.from(`\ufeff {"Records":[{"a":1},${ODD},{"b":"ü"}]}`);
  for (const body of [text, gzipSync(text)])
    for (const bytes of [7, 64]) expect(await extractRawRecord(inParts(body, bytes).parts, 1)).toBe(ODD);
});

test('a record of an object too large to be held is found too', async () => {
  const body = gzipSync(`{"Records":[${FILLER},${ODD}]}`, { level: 1 });
  expect(await extractRawRecord(inParts(body, 1 << 16).parts, 20_000)).toBe(ODD);
});

test('what comes after the record is not read, and nothing is being asked for any more', async () => {
  const body = gzipSync(`{"Records":[${ODD},${FILLER}]}`, { level: 0 });
  const early = inParts(body, 1 << 16);
  expect(await extractRawRecord(early.parts, 0)).toBe(ODD);
  expect(early.counts.asked).toBeLessThan(10);
  expect(early.counts.given).toBe(early.counts.asked);
  const several = inParts(body, 1 << 16);
  expect(await extractRawRecords(several.parts, new Set([0]), 10)).toEqual(new Map([[0, ODD.slice(0, 11)]]));
  expect(several.counts.asked).toBeLessThan(10);
  expect(several.counts.given).toBe(several.counts.asked);
});

test('a record that the object does not hold is an error, not an empty text', async () => {
  const body = gzipSync('{"Records":[{"a":1}]}');
  await expect(extractRawRecord(whole(body), 1)).rejects.toMatchObject({ code: 'not-found' });
});

test('an object that cannot be read is an error that says why', async () => {
  const body = gzipSync(`{"Records":[{"a":1},${ODD}]}`);
  const reasonOf = async (bytes: Uint8Array) => extractRawRecord(whole(bytes), 1).then(() => null, String);
  expect(await reasonOf(Buffer.from('junk'))).toContain('neither gzip nor JSON');
  expect(await reasonOf(Buffer.alloc(0))).toContain('it is empty');
  expect(await reasonOf(body.subarray(0, 40))).toContain('the gzip data ends too early');
});
