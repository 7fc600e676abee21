import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { compileRule, type MatchPart } from './compile-rule.ts';
import { countInWindows } from './count-in-windows.ts';
import type { RuleDefinition, Sample } from './rule-model.ts';
import { compareText, type Firing, firingsOf, isOfHistory, joinSpans } from './spans.ts';
import { subjectOf } from './subject.ts';

/** What a rule finds in events: matches of one group without a pause longer than the rule's quiet time between them. */
export type FoundOnce = {
  accountId: string;
  group: readonly string[];
  firstMs: number;
  lastMs: number;
  /** Different events that count, in the order of their times. */
  eventIds: readonly string[];
};

type Match = MatchPart & { accountId: string; timeMs: number; eventId: string; historic: boolean };
type Evaluated = Pick<RuleDefinition, 'condition' | 'when' | 'groupBy' | 'exclusions' | 'quietMinutes'>;

/**
 * Puts a rule to a list of records, all in memory and at once: what the pipeline finds in the same events, however they come to it.
 * Records may be in the parts that matter: where id, time, account, name, source, region or version are left out, plain ones are put in,
 * times a second apart. An event that stands twice counts once. `country` as of countryLookup. Throws TrailkeepError `bad-request` for
 * a rule that cannot be compiled and a record that is none.
 */
export function evaluateOnce(
  rule: Evaluated,
  records: readonly Sample[],
  options: { country?: (address: string) => string } = {},
): FoundOnce[] {
  const compiled = compileRule(rule);
  const seen = new Set<string>();
  const matches: Match[] = [];
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const [at, sample] of records.entries()) {
    const record = completed(sample, at);
    const event = eventOf(record, at);
    newestMs = Math.max(newestMs, event.eventTimeMs);
    const key = `${event.accountId} ${event.eventTimeMs} ${event.eventId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const subject = subjectOf(event, record, options);
    if (!compiled.matches(subject) || compiled.excludedBy(subject) !== null) continue;
    const { accountId, eventTimeMs: timeMs, eventId } = event;
    matches.push(
      ...compiled.partsOf(subject).map((part) => ({ ...part, accountId, timeMs, eventId, historic: false })),
    );
  }
  const groups = Map.groupBy(matches, ({ accountId, group }) => JSON.stringify([accountId, ...group]));
  return [...groups.values()]
    .flatMap((ofGroup) => foundInGroup(rule, ofGroup, newestMs))
    .sort((a, b) => a.firstMs - b.firstMs || compareText(a.eventIds[0] ?? '', b.eventIds[0] ?? ''));
}

function foundInGroup(
  { when, quietMinutes }: Evaluated,
  matches: readonly Match[],
  nowMs: number,
): FoundOnce[] {
  const [first] = matches;
  if (!first) return [];
  const firings = firingsOfGroup(when, matches, nowMs);
  const chains: Firing[][] = [];
  for (const firing of firings.toSorted((a, b) => a.timeMs - b.timeMs || compareText(a.eventId, b.eventId))) {
    const chain = chains.at(-1);
    const last = chain?.at(-1);
    if (chain && last && firing.timeMs - last.timeMs <= quietMinutes * 60_000) chain.push(firing);
    else chains.push([firing]);
  }
  return chains.map((chain) => ({
    accountId: first.accountId,
    group: first.group,
    firstMs: chain[0]?.timeMs ?? 0,
    lastMs: chain.at(-1)?.timeMs ?? 0,
    eventIds: [...new Set(chain.map(({ eventId }) => eventId))],
  }));
}

function firingsOfGroup(when: RuleDefinition['when'], matches: readonly Match[], nowMs: number): Firing[] {
  if (when.kind === 'every') return [...matches];
  if (isOfHistory(when)) {
    const spans = matches.map(({ value, timeMs, eventId }) => ({
      value,
      firstMs: timeMs,
      firstEventId: eventId,
      lastMs: timeMs,
      lastEventId: eventId,
      historic: false,
    }));
    const knownSinceMs = spans.reduce((least, { firstMs }) => Math.min(least, firstMs), Infinity);
    return firingsOf(when, joinSpans(when, spans), { knownSinceMs, nowMs });
  }
  const sorted = matches.toSorted((a, b) => a.timeMs - b.timeMs || a.step - b.step);
  const counted = countInWindows(when, sorted);
  return sorted.filter((_, at) => counted[at]);
}

const FIRST_SAMPLE_MS = Date.UTC(2026, 0, 5, 12);

function completed(sample: Sample, at: number): Sample {
  return {
    eventVersion: '1.11',
    eventTime: new Date(FIRST_SAMPLE_MS + at * 1000).toISOString(),
    eventID: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    eventName: 'Unnamed',
    eventSource: 'example.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    ...sample,
  };
}

function eventOf(record: Sample, at: number): NormalisedEvent {
  const result = normalise(record, { keyAccountId: null, now: Number.MAX_SAFE_INTEGER });
  if ('event' in result) return result.event;
  throw new TrailkeepError('bad-request', `Sample ${at + 1} is no event: ${result.quarantined.reason}.`, {
    hint: 'Write it as CloudTrail delivers records, or leave the field out.',
  });
}
