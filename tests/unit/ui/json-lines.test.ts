import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedAtFirst, linesInside, visibleLines } from '#components/ui/json-folds.ts';
import { toJsonLines } from '#components/ui/json-lines.ts';

const shown = (text: string) =>
  toJsonLines(text)?.map(
    ({ depth, tokens }) => '  '.repeat(depth) + tokens.map((token) => token.text).join(''),
  );

describe('JSON over lines', () => {
  test('looks as JSON.stringify with two spaces would write it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(shown(text)?.join('\n')).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  test('keeps long numbers and escapes as they were delivered', () => {
    const text = '{"id":12345678901234567890,"size":1.50,"name":"\\u00e9\\/"}';
    expect(shown(text)).toEqual([
      '{',
      '  "id": 12345678901234567890,',
      '  "size": 1.50,',
      '  "name": "\\u00e9\\/"',
      '}',
    ]);
  });

  test.each(['', '{', '{"a" 1}', '[1 2]', 'not json'])('%j is no JSON', (text) => {
    expect(toJsonLines(text)).toBeNull();
  });

  test('knows the path and the closing line of each part', () => {
    const lines = toJsonLines('{"a":{"b":[{"c":1}]},"d":{}}') ?? [];
    expect(lines.map(({ path }) => path)).toEqual([
      '',
      'a',
      'a.b',
      'a.b.0',
      'a.b.0.c',
      'a.b.0',
      'a.b',
      'a',
      'd',
      '',
    ]);
    expect(lines.map(({ closedBy }) => closedBy)).toEqual([10, 8, 7, 6, ...Array(6).fill(undefined)]);
  });

  test('takes a record nested ten thousand deep and one of a megabyte', () => {
    expect(toJsonLines('['.repeat(10_000) + ']'.repeat(10_000))).toHaveLength(19_999);
    expect(toJsonLines(JSON.stringify({ a: 'x\\"'.repeat(300_000) }))).toHaveLength(3);
  });
});

describe('folding', () => {
  const lines = toJsonLines(JSON.stringify({ top: { part: Array(10).fill(1), short: [1] }, last: 1 })) ?? [];

  test('long parts below the second level begin folded, and nothing else', () => {
    expect(lines.filter(foldedAtFirst).map(({ path }) => path)).toEqual(['top.part']);
  });

  test('a folded part hides its lines and its end, and says how many', () => {
    const visible = visibleLines(lines, foldedAtFirst);
    expect(visible.map(({ number }) => number)).toEqual([1, 2, 3, 15, 16, 17, 18, 19, 20]);
    expect(lines[2] && linesInside(lines[2])).toBe(12);
  });
});
