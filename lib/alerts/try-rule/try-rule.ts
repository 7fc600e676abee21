import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { isoTime } from '#lib/events/event-row.ts';
import { matchesNothing } from '#lib/events/resolved-filters.ts';
import type { EventRow } from '#lib/events/schema.ts';
import { countryLookup } from '#lib/geo/country.ts';
import { compileRule } from '../compile-rule.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { isOfHistory } from '../spans.ts';
import { describeFirings } from './describe-firings.ts';
import { asksForCountry } from './dimensions.ts';
import { type FiringEvent, gathererOf, type Outcome } from './gather.ts';
import { lookFrom } from './history.ts';
import { narrow } from './narrow.ts';
import { describeWalk } from './note.ts';
import { Tally } from './tally.ts';
import { TRIAL_DAYS, type Trial, type TrialSample } from './trial.ts';
import { type Walked, type WalkLimits, walkCandidates } from './walk-candidates.ts';
import { newestEventAt } from './when-events.ts';

const DAY_MS = 86_400_000;

/** Of a trial: whoever waits for it has the form in front of them. */
const LIMITS: WalkLimits = { ms: 10_000, events: 500_000, page: { least: 2_000, most: 20_000 } };
/** Firings of rules of history whose users are looked up. */
const MOST_DESCRIBED = 5_000;

export type TrialOptions = {
  now: Date;
  /** Calendar days, UTC, today included. */
  days?: number;
  /** Aborted when nobody waits any more: the trial ends with its reason. */
  signal?: AbortSignal;
  limits?: WalkLimits;
};

/**
 * Runs a rule over what is stored of a scope's last days, as the engine would have run it over the same events: the same conditions,
 * windows and quiet times. `db` is within `readScope`. Bounded in time: newest events first, and what was not looked at is said.
 * Throws `bad-request` for a rule that cannot be compiled.
 */
export async function tryRule(
  db: Queryable,
  scope: Scope,
  definition: RuleDefinition,
  { now, days = TRIAL_DAYS.usual, signal, limits = LIMITS }: TrialOptions,
): Promise<Trial> {
  const rule = compileRule(definition);
  const country = asksForCountry(definition) ? await countryLookup() : () => '';
  const period = { from: new Date((Math.floor(now.getTime() / DAY_MS) - days + 1) * DAY_MS), to: now };
  const range = { from: lookFrom(definition, period.from), to: now };
  const filters = await narrow(db, scope, { definition, rule, country }, range);
  const tally = new Tally(period, definition);
  const gatherer = gathererOf(definition);
  const ofHistory = isOfHistory(definition.when);
  const none: Walked = { events: 0, missing: 0, since: null, stopped: null };
  const walked = matchesNothing(filters)
    ? none
    : await walkCandidates(db, filters, { definition, rule, country, limits, signal }, (subject) => {
        if (!rule.mayMatch(subject) || !rule.matches(subject)) return;
        const { accountId, eventTimeMs: timeMs, eventId, actor } = subject.event;
        const by = rule.excludedBy(subject);
        if (by !== null) return tally.hide(by, timeMs);
        const parts = rule.partsOf(subject);
        for (const part of parts) gatherer.add({ ...part, accountId, timeMs, eventId });
        if (!ofHistory && parts.length > 0) tally.match({ accountId, timeMs, eventId }, actor.label);
      });
  const readUntil = definition.when.kind === 'absence' ? await newestEventAt(db, scope) : now;
  const outcome = gatherer.outcome((readUntil ?? now).getTime());
  for (const timeMs of outcome.findingsMs) tally.find(timeMs);
  if (ofHistory) await tallyFirings(db, tally, outcome, period);
  const { complete, note } = await describeWalk(db, scope, { walked, filters, definition, range, limits });
  return {
    from: isoTime(period.from),
    to: isoTime(period.to),
    events: walked.events,
    ...tally.sums(),
    samples: (await describeFirings(db, tally.newest())).map(toSample),
    complete,
    note,
  };
}

/** Of rules that compare with what was before, only what fires is a match. */
async function tallyFirings(
  db: Queryable,
  tally: Tally,
  { firings }: Outcome,
  { from }: { from: Date },
): Promise<void> {
  const inPeriod = new Map<string, FiringEvent>();
  for (const firing of firings)
    if (firing.timeMs >= from.getTime()) inPeriod.set(`${firing.accountId} ${firing.eventId}`, firing);
  const newest = [...inPeriod.values()].sort((a, b) => b.timeMs - a.timeMs);
  const described = await describeFirings(db, newest.slice(0, MOST_DESCRIBED));
  const users = new Map(described.map((row) => [`${row.accountId} ${row.eventId}`, row.user]));
  for (const firing of newest)
    tally.match(firing, users.get(`${firing.accountId} ${firing.eventId}`) ?? null);
}

function toSample(row: EventRow): TrialSample {
  const { accountId, eventId, eventTime, eventName, service, user, sourceIp, region } = row;
  return { accountId, eventId, eventTime, eventName, eventSource: service, user, ip: sourceIp, region };
}
