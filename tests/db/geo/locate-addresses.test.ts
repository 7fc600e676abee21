import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locateAddresses } from '#lib/ingest/locate-addresses.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('each address gets its country once, also where two workers locate at the same time', async () => {
  const values = ['8.8.8.8', '10.1.2.3', 'ec2.amazonaws.com', '185.220.101.4'];
  for (const value of values)
    await database.workerPool.query(
      'insert into address (hash, account_id, value) values ($1, 111122223333, $2)',
      [randomUUID(), value],
    );
  const located = await Promise.all([
    locateAddresses(database.workerPool),
    locateAddresses(database.workerPool),
  ]);
  expect(located[0] + located[1]).toBe(values.length);
  const { rows } = await database.ownerPool.query('select value, country from address order by id');
  expect(rows).toEqual([
    { value: '8.8.8.8', country: 'US' },
    { value: '10.1.2.3', country: '' },
    { value: 'ec2.amazonaws.com', country: '' },
    { value: '185.220.101.4', country: 'DE' },
  ]);
  expect(await locateAddresses(database.workerPool)).toBe(0);
});
