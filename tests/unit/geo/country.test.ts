import { expect, test } from 'vitest';
import { countryLookup } from '#lib/geo/country.ts';

test.each([
  ['8.8.8.8', 'US'],
  ['185.220.101.4', 'DE'],
  ['2a00:1450::1', 'IE'],
  ['10.0.0.1', ''],
  ['127.0.0.1', ''],
  ['cloudtrail.amazonaws.com', ''],
  ['AWS Internal', ''],
  ['', ''],
])('%s lies in %j', async (address, country) => {
  const countryOf = await countryLookup();
  expect(countryOf(address)).toBe(country);
});
