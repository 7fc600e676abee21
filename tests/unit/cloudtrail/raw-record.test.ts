import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { extractRawRecord } from '#lib/cloudtrail/raw-record.ts';

const ODD = '{ "eventName" : "PutObject", "n": 1.50e1, "esc": "\\u00fc\\/", "same": 1, "same": 2 }';

test('the record comes out as delivered: spacing, escapes, number forms and doubled keys', async () => {
  const body = gzipSync(`{"Records":[{"a":1},\n ${ODD} \n,{"b":"ü"}]}`);
  expect(await extractRawRecord(body, 1)).toBe(ODD);
  expect(await extractRawRecord(body, 2)).toBe('{"b":"ü"}');
});

test('a record of an object too large to be held is found too', async () => {
  const filler = Array(20_000)
    .fill(`{"x":"${'y'.repeat(1000)}"}`)
    .join(',');
  const body = gzipSync(`{"Records":[${filler},${ODD}]}`, { level: 1 });
  expect(await extractRawRecord(body, 20_000)).toBe(ODD);
});

test('a record that the object does not hold is an error, not an empty text', async () => {
  const body = gzipSync('{"Records":[{"a":1}]}');
  await expect(extractRawRecord(body, 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(extractRawRecord(Buffer.from('junk'), 0)).rejects.toThrow(/neither gzip nor JSON/);
});
