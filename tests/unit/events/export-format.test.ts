import { describe, expect, test } from 'vitest';
import { exportFileName, ROW_WRITERS } from '#lib/events/export/export-format.ts';

const csv = (text: string) => ROW_WRITERS.csv.piece({ text });

describe('CSV cells', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
    'no spreadsheet takes %j for a formula',
    (text) => {
      expect(csv(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test.each([
    ['=cmd|\' /C calc\'!A0,"x"', `"'=cmd|' /C calc'!A0,""x"""`],
    ['one "two", three', '"one ""two"", three"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['one\rline', '"one\rline"'],
    ['arn:aws:iam::012345678901:user/a', 'arn:aws:iam::012345678901:user/a'],
    ['', ''],
    ['/aws/path', '/aws/path'],
  ])('%j is written so that it is read back whole', (text, written) => {
    expect(csv(text)).toBe(written);
  });

  test('several resources stand in one cell, nothing in an empty one, flags as words', () => {
    const { piece } = ROW_WRITERS.csv;
    expect(piece({ resources: ['a', '=b'], mfa: null, readOnly: false })).toBe('a | =b,,false');
  });
});

test('lines of NDJSON are objects with every field, whatever the text', () => {
  const { piece, row } = ROW_WRITERS.ndjson;
  const text = 'a"b\\c\n\u2028';
  const line = row([piece({ one: text, two: null }), piece({ three: ['x', 'y'] })]);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({ one: text, two: null, three: ['x', 'y'] });
});

test('a file is named after its scope and the days in it', () => {
  const range = { from: new Date('2026-11-07T00:00:00Z'), to: new Date('2026-11-21T00:00:00Z') };
  expect(exportFileName({ id: 'prod' }, range, 'csv')).toBe('trailkeep-prod-2026-11-07-to-2026-11-20.csv');
});
