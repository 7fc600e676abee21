import { toSearchParams } from '#lib/events/url.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { toEventSearch } from './common-searches.ts';
import type { NewPlace } from './queries/list-new-places.ts';

const ANYTHING = { id: 'place', title: '', description: '', groupBy: 'user', filters: {} } as const;

/** The query of Events that finds what was counted: of a region by its name, of a country by the addresses that lie in it. */
export function placeQuery(
  { accountId, value, addresses }: NewPlace,
  kind: 'region' | 'country',
  { from, to }: TimeRange,
): string {
  const range = { from: from.toISOString(), to: to.toISOString() };
  const where = kind === 'region' ? { region: [value] } : { ip: addresses };
  const filters = { account: [accountId], ...where };
  return toSearchParams(toEventSearch({ ...ANYTHING, filters }, [], range, { now: to })).toString();
}

/** Of a country with more addresses than its link can name: which events that opens. */
export function opensOnly({ addresses, addressCount }: NewPlace): string | undefined {
  return addressCount > addresses.length ? `Opens the ${addresses.length} busiest addresses` : undefined;
}

/** "Germany" of `DE`; the code itself where it names no country. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(['en-GB'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
