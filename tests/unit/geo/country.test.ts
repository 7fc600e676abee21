import { expect, test } from 'vitest';
import { countryLookup } from '#lib/geo/country.ts';

test.each([
  ['8.8.8.8', 'US'],
  ['185.220.101.4', 'DE'],
  ['2a00:1450::1', 'IE'],
  ['10.0.0.1', ''],
  ['127.0.0.1', ''],
  ['100.64.0.1', ''],
  ['169.254.169.254', ''],
  ['198.18.0.7', ''],
  // Kept for documentation; registries name countries for them.
  ['192.0.2.66', ''],
  ['198.51.100.25', ''],
  ['203.0.113.42', ''],
  ['2001:db8:bad:66::1', ''],
  ['::ffff:10.0.0.1', ''],
  ['fe80::1', ''],
  ['cloudtrail.amazonaws.com', ''],
  ['AWS Internal', ''],
  ['', ''],
])('%s lies in %j', async (address, country) => {
  const countryOf = await countryLookup();
  expect(countryOf(address)).toBe(country);
});
