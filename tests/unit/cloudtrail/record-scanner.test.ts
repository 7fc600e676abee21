import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordScanner } from '#lib/cloudtrail/record-scanner.ts';

/** What the scanner finds when the text arrives in pieces of the given sizes. */
function scan(text: string, sizes: readonly number[]): string[] {
  const scanner = new RecordScanner();
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    for (const record of scanner.push(bytes.subarray(at, at + size))) found.push(String(record.bytes));
    at += size;
  }
  scanner.end();
  return found;
}

describe('finding records in pieces', () => {
  test('wherever the pieces are cut, each record is found with exactly its bytes', () => {
    const record = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify(value));
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(record), sizes, (records, pieceSizes) => {
        expect(scan(`{"a":"[\\"","Records":[${records.join(',')}],"z":[[]]}`, pieceSizes)).toEqual(
          records.map((text) => Buffer.from(text).toString()),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('only the wanted records are handed out', () => {
    const scanner = new RecordScanner((ordinal) => ordinal === 2);
    const found = scanner.push(Buffer.from('{"Records":[0,1,{"x":2},3]}'));
    expect(found.map(({ ordinal, bytes }) => [ordinal, String(bytes)])).toEqual([[2, '{"x":2}']]);
  });

  test('two lists named Records are refused: a record’s number would mean two records', () => {
    expect(() => scan('{"Records":[1],"Records":[2]}', [5])).toThrow(/two lists named Records/);
  });
});
