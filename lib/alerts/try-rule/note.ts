import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { inAccounts, matchesRollup } from '#lib/events/conditions.ts';
import { needsEvents, type ResolvedFilters } from '#lib/events/resolved-filters.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { RuleDefinition, When } from '../rule-model.ts';
import { isOfHistory } from '../spans.ts';
import { asksForCountry } from './dimensions.ts';
import type { Walked, WalkLimits } from './walk-candidates.ts';
import { oldestEventAt } from './when-events.ts';

type Told = {
  walked: Walked;
  filters: ResolvedFilters;
  definition: RuleDefinition;
  range: TimeRange;
  limits: WalkLimits;
};

/** Whether a trial's answer rests on everything it should, and in plain words what it does not rest on. */
export async function describeWalk(
  db: Queryable,
  scope: Scope,
  { walked, filters, definition, range, limits }: Told,
): Promise<{ complete: boolean; note: string | null }> {
  const sentences: string[] = [];
  const none = DIMENSIONS.find(({ ids }) => filters[ids]?.length === 0);
  if (none) sentences.push(noneOf(none.words, definition));
  if (walked.since) {
    const why =
      walked.stopped === 'time'
        ? `A trial ends after ${limits.ms / 1000} seconds`
        : `A trial looks at ${formatCount(limits.events)} events at most`;
    const all = await countCandidates(db, filters);
    const looked = `${formatCount(walked.events)}${all === null ? '' : ` of ${formatCount(all)}`}`;
    sentences.push(
      `${why}: the newest ${looked} events that may match were looked at, those since ${minuteOf(walked.since)}. Nothing before is counted here.`,
    );
  }
  if (walked.missing > 0)
    sentences.push(
      `The records of ${formatCount(walked.missing)} events could not be looked at, as their log files are not kept any more or cannot be read.`,
    );
  if (isOfHistory(definition.when))
    sentences.push(before(definition.when, range, walked.since ?? (await oldestEventAt(db, scope))));
  const complete = walked.since === null && walked.missing === 0;
  return { complete, note: sentences.length === 0 ? null : sentences.join(' ') };
}

/** What the ids of a rule's filters stand for. */
const DIMENSIONS = [
  { ids: 'accountIds', words: 'accounts' },
  { ids: 'actionIds', words: 'calls' },
  { ids: 'principalIds', words: 'users' },
  { ids: 'addressIds', words: 'addresses' },
  { ids: 'regionIds', words: 'regions' },
  { ids: 'errorIds', words: 'error codes' },
  { ids: 'accessKeyIds', words: 'access keys' },
  { ids: 'resourceIds', words: 'resources' },
] as const;

/** Why no event needed looking at. */
function noneOf(words: string, definition: RuleDefinition): string {
  const said = `No event can match: of the ${words} in this scope, none is what the rule asks for.`;
  return words === 'addresses' && asksForCountry(definition)
    ? `${said} Private and reserved addresses, and those of AWS services, have no country.`
    : said;
}

/** How what was before the period was read, and how far back it goes. */
function before(when: When, { from }: TimeRange, oldest: Date | null): string {
  if (oldest === null || oldest <= from)
    return `Events since ${minuteOf(from)} were read for what was before.`;
  const had = `There is nothing before ${minuteOf(oldest)} to compare with`;
  return when.kind === 'first-seen' && when.learningDays > 0
    ? `${had}, so a group counts as known ${when.learningDays} days later at the earliest.`
    : `${had}.`;
}

const count = z.object({ events: z.coerce.number() });

/** Null where only the events themselves could say. */
async function countCandidates(db: Queryable, filters: ResolvedFilters): Promise<number | null> {
  if (needsEvents(filters)) return null;
  const { from, to } = filters;
  const result = await db.query(
    sql`
      select coalesce(sum(events), 0) as events from activity_day
      where ${inAccounts(filters)} and day > ${from}::timestamptz - interval '24 hours' and day < ${to}::timestamptz
        and ${matchesRollup(filters)}`.toQuery(),
  );
  return count.parse(result.rows[0]).events;
}

function minuteOf(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
