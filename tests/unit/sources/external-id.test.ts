import { expect, test } from 'vitest';
import { externalIdOf } from '#lib/sources/external-id.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');

test('a view has always the same external ID, another view or deployment another one', () => {
  const id = externalIdOf('view:acme', KEY);
  expect(externalIdOf('view:acme', KEY)).toBe(id);
  expect(externalIdOf('view:acme-2', KEY)).not.toBe(id);
  expect(externalIdOf('view:acme', Buffer.alloc(32, 2).toString('base64'))).not.toBe(id);
});

test('it is of the form that AWS takes, and long enough that nobody guesses it', () => {
  expect(externalIdOf('account:012345678901', KEY)).toMatch(/^trailkeep-[0-9a-f]{32}$/);
});
