import type { CoverageShow, CoverageState, RuleCoverage } from '#lib/alerts/coverage/schema.ts';
import { fieldName } from '#lib/alerts/field-name.ts';
import { formatCount } from '#lib/charts/format-number.ts';

export const STATE_WORDS: Record<CoverageState, string> = {
  fired: 'Fired',
  quiet: 'Quiet',
  unseen: 'Nothing to see',
  off: 'Off',
};

export const SHOW_WORDS: Record<CoverageShow, string> = { all: 'All', ...STATE_WORDS, imported: 'Imported' };

export const STATE_TITLES: Record<CoverageState, string> = {
  fired: 'It found something in 30 days',
  quiet: 'Events that it looks at came, and none was a finding',
  unseen: 'None of the events that it looks at came in 30 days',
  off: 'It looks at nothing',
};

const ORIGIN_WORDS: Record<RuleCoverage['origin'], string> = {
  'built-in': 'Built in',
  own: 'Own',
  sigma: 'Sigma',
};

/** `Sigma, silent, of Acme production` */
export function originWords({ origin, silent, views }: RuleCoverage): string {
  const parts = [ORIGIN_WORDS[origin]];
  if (silent) parts.push('silent');
  if (views.length > 0) parts.push(`of ${views.join(', ')}`);
  return parts.join(', ');
}

const MOST_NAMES = 3;

/** How many events came that a rule looks at, and under how many of the names that it asks for: `23, of 1 of 2 names`. */
export function seenWords({ events, seen }: Pick<RuleCoverage, 'events' | 'seen'>): string {
  if (events === null) return `${formatCount(seen)}, of any name`;
  const names = events.length === 1 ? '1 name' : `${events.length} names`;
  if (seen === 0) return `none, of ${names}`;
  return `${formatCount(seen)}, of ${events.filter((event) => event.seen > 0).length} of ${names}`;
}

export function findingWords(findings: number): string {
  return findings === 1 ? '1 finding' : `${formatCount(findings)} findings`;
}

/** The names that came first, those that did not after them; for a title. */
export function eventTitle({ events }: RuleCoverage): string {
  if (events === null) return 'It names no event: every event may match.';
  return events
    .toSorted((a, b) => b.seen - a.seen)
    .map(({ name, seen }) => `${name} ${formatCount(seen)}`)
    .join(', ');
}

/** `User, IP, requestParameters.policyDocument and 2 more` */
export function fieldWords({ fields }: RuleCoverage): string {
  const shown = fields.slice(0, MOST_NAMES).map(fieldName).join(', ');
  const more = fields.length - MOST_NAMES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
