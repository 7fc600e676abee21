import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { Reader, type Response } from 'maxmind';
import { isReserved } from './reserved-ranges.ts';

/** This database is flatter than those that the library has types for. */
type Location = Response & { country_code?: string };

let opening: Promise<Reader<Location>> | undefined;

/**
 * Finds the country of an address: its ISO 3166 code, or '' where it has none (private, reserved, not an IP). The registry
 * data comes with the package `@ip-location-db/geo-whois-asn-country-mmdb` (CC0) and is read once, 8 MB.
 */
export async function countryLookup(): Promise<(address: string) => string> {
  opening ??= readDatabase();
  const database = await opening;
  return (address) =>
    isIP(address) === 0 || isReserved(address) ? '' : (database.get(address)?.country_code ?? '');
}

async function readDatabase(): Promise<Reader<Location>> {
  const path = createRequire(import.meta.url).resolve(
    // Read from disk: the web's bundler has no way to take such a file in.
    /* turbopackIgnore: true */ '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  );
  return new Reader<Location>(await readFile(path));
}
