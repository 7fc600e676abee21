import { expect, test } from 'vitest';
import { joinSql, sql } from '#lib/db/sql.ts';

test('values are bound and never written into the text', () => {
  const name = "x'; drop table event; --";
  const query = sql`select ${name} where ${sql`a = ${1} and b = ${name}`}`.toQuery();
  expect(query).toEqual({ text: 'select $1 where a = $2 and b = $3', values: [name, 1, name] });
});

test('a list that stands in several places is sent once', () => {
  const ids = [1, 2, 3];
  const piece = sql`id = any(${ids})`;
  expect(joinSql([piece, piece], sql` or `).toQuery()).toEqual({
    text: 'id = any($1) or id = any($1)',
    values: [ids],
  });
});

test('no pieces are an empty piece', () => {
  expect(sql`a${joinSql([], sql` and `)}b`.toQuery()).toEqual({ text: 'ab', values: [] });
});
