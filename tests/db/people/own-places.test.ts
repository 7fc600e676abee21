import { expect, it } from 'vitest';
import { findOwnPlaceChoices } from '#lib/users/queries/find-choices.ts';
import { organisationOfFile } from './organisation.ts';

const opened = organisationOfFile();

it('of one’s own places as many are said to be found as there are, or that there are more than are shown', async () => {
  await opened.database.ownerPool.query(
    `insert into account (id, name) select 600000000000 + n, 'many ' || n from generate_series(1, 51) n`,
  );
  const admin = await opened.actor('admin');
  const find = async (q: string) => {
    const { options, total } = await findOwnPlaceChoices(opened.prisma, admin, q);
    return { shown: options.length, total };
  };
  // Fifty are all that there are, and fifty-one are not.
  expect(await find('many')).toEqual({ shown: 50, total: null });
  await opened.database.ownerPool.query('delete from account where id = 600000000051');
  expect(await find('many')).toEqual({ shown: 50, total: 50 });
  expect(await find('many 7')).toEqual({ shown: 1, total: 1 });
});

it('somebody with no rights finds no place of their own', async () => {
  const stranger = await opened.actor('stranger');
  expect(await findOwnPlaceChoices(opened.prisma, stranger, '')).toEqual({ options: [], total: 0 });
});
