import { describe, expect, it } from 'vitest';
import { parseImportLines } from '#lib/accounts/import-lines.ts';

const only = (text: string) => parseImportLines(text)[0];

describe('a pasted list of accounts', () => {
  it('keeps the leading zeros of a number, with dashes and without', () => {
    const read = parseImportLines('000000000012,Zero\n0482-1397-5106;Shop\n048213975106\tShop');
    expect(read.map(({ id, fault }) => [id, fault])).toEqual([
      ['000000000012', null],
      ['048213975106', null],
      ['048213975106', null],
    ]);
  });

  it.each([
    ['48213975106,Shop', 'Is it 048213975106?'],
    ['4.82E+10,Shop', 'Format the column as text'],
    ['12345,Shop', '12 digits'],
    ['0482139751061,Shop', '12 digits'],
    ['048213975106,Shop,nobody', 'e-mail address'],
    ['048213975106,a,b@c.d,view,more', 'four columns'],
    [`048213975106,${'x'.repeat(101)}`, 'at most 100'],
  ])('says what is wrong with %s', (text, words) => {
    expect(only(text)?.fault).toContain(words);
  });

  it('is read past heads, empty lines, quotes and what a spreadsheet adds, with its own line numbers', () => {
    const text =
      '\uFEFFAccount,Name,Owner,View\r\n\r\n048213975106,"Shop, EU ""main""",Ida@Example.com,shop,,\r\n,,\r\n';
    expect(parseImportLines(text)).toEqual([
      {
        line: 3,
        id: '048213975106',
        name: 'Shop, EU "main"',
        owner: 'ida@example.com',
        view: 'shop',
        fault: null,
      },
    ]);
  });

  it('may be numbers alone', () => {
    expect(only('048213975106')).toMatchObject({ name: null, owner: null, view: null, fault: null });
    expect(parseImportLines(' \n,,\n')).toEqual([]);
  });
});
