import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAccounts } from '#lib/policies/parse-accounts.ts';

test.each([
  ['111122223333', ['111122223333']],
  ['1111-2222-3333, 0123-4567-8901', ['111122223333', '012345678901']],
  ['1111 2222 3333\n444455556666', ['111122223333', '444455556666']],
  ['prod\t111122223333\tada@acme.example\nstage\t444455556666\tx', ['111122223333', '444455556666']],
  ['{"Accounts":[{"Id":"111122223333"},{"Id":"444455556666"}]}', ['111122223333', '444455556666']],
  ['arn:aws:iam::111122223333:root', ['111122223333']],
  ['"111122223333";"444455556666"', ['111122223333', '444455556666']],
  ['111122223333 1111-2222-3333', ['111122223333']],
  ['trail-bucket-111122223333-logs', []],
  ['', []],
])('%j holds %j', (text, accounts) => {
  expect(parseAccounts(text)).toEqual({ accounts, rejected: [] });
});

test('a number with a digit too few or too many is named and not guessed', () => {
  expect(parseAccounts('11112222333 1111222233334 111122223333')).toEqual({
    accounts: ['111122223333'],
    rejected: ['11112222333', '1111222233334'],
  });
});

test('any list is found again, however it is written', () => {
  const account = fc.stringMatching(/^\d{12}$/);
  const write = fc.constantFrom(
    (id: string) => id,
    (id: string) => id.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3'),
  );
  const gap = fc.constantFrom(', ', '\n', ';', '\t', ' | ', '\r\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(account, write, gap)), (list) => {
      const text = list.map(([id, as, then]) => as(id) + then).join('');
      expect(parseAccounts(text).accounts).toEqual([...new Set(list.map(([id]) => id))]);
    }),
  );
});
