import {
  CALL_CATEGORIES,
  DEFAULT_CATEGORIES,
  type EventDetail,
  type EventFilters,
  type GroupBy,
  NO_FILTERS,
} from '#lib/events/schema.ts';
import { defaultAggregate, type EventSearch } from '#lib/events/url.ts';
import type { EventFacts } from './event-facts.ts';
import { insightFacts } from './insight-facts.ts';

export type PivotKind =
  | 'user'
  | 'ip'
  | 'access-key'
  | 'resource'
  | 'around'
  | 'assume-role'
  | 'sign-in'
  | 'session'
  | 'made-session'
  | 'counted-calls';

export type Pivot = { kind: PivotKind; label: string; search: EventSearch };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** No session of STS lasts longer than 36 hours (GetFederationToken). */
const LONGEST_SESSION_MS = 36 * HOUR_MS;
/** Clocks of STS and of the service that is called agree to the second; this is for those that do not. */
const AROUND_START_MS = MINUTE_MS;

/** The calls of STS that hand out temporary credentials. */
const CREDENTIAL_CALLS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetFederationToken',
];

/**
 * The searches that lead on from an event, only those that can find something. `period` is the one that the person
 * is looking at: without it, or where the event is outside of it, a week before and after the event.
 */
export function toPivots(
  event: EventDetail,
  facts: EventFacts,
  period: Pick<EventFilters, 'from' | 'to'> | null,
): Pivot[] {
  const timeMs = Date.parse(event.eventTime);
  if (event.category === 'insight') return insightPivots(event, facts, timeMs);
  const wide = widePeriod(timeMs, period);
  const temporary = event.accessKeyId.startsWith('ASIA');
  const { sessionStartMs: startMs } = facts;
  const found: (Pivot | false)[] = [
    event.user !== '' && pivot('user', 'Same user', 'event', wide, { user: [event.user] }),
    event.sourceIp !== '' && pivot('ip', 'Same IP', 'user', wide, { ip: [event.sourceIp] }),
    event.accessKeyId !== '' &&
      pivot('access-key', 'Same access key', 'event', wide, { accessKey: [event.accessKeyId] }),
    event.resources.length > 0 &&
      pivot('resource', 'Same resource', 'user', wide, { resource: event.resources.slice(0, 1) }),
    pivot(
      'around',
      '15 minutes around',
      'user',
      between(timeMs - 15 * MINUTE_MS, timeMs + 15 * MINUTE_MS + 1000),
      {
        account: [event.accountId],
      },
    ),
    temporary && startMs !== null && sessionOrigin(event, facts, startMs),
    temporary &&
      startMs !== null &&
      pivot('session', 'This session', 'event', between(startMs, startMs + LONGEST_SESSION_MS), {
        accessKey: [event.accessKeyId],
      }),
    facts.issuedKey !== '' &&
      pivot('made-session', 'Session it made', 'event', between(timeMs, timeMs + LONGEST_SESSION_MS), {
        accessKey: [facts.issuedKey],
      }),
  ];
  return found.filter((candidate) => candidate !== false).map((candidate) => withCategory(candidate, event));
}

/** The calls that an Insight tells of: from its start to its end, or around the end that is known. */
function insightPivots(event: EventDetail, facts: EventFacts, timeMs: number): Pivot[] {
  const insight = insightFacts(facts.record);
  const lastedMs = Math.max(HOUR_MS, (insight?.insightMinutes ?? 0) * MINUTE_MS);
  const otherMs = event.otherEnd ? Date.parse(event.otherEnd.eventTime) : null;
  const guessedMs = insight?.state === 'end' ? timeMs - lastedMs : timeMs + lastedMs;
  const [fromMs = timeMs, toMs = timeMs] = [timeMs, otherMs ?? guessedMs].sort((a, b) => a - b);
  const period = between(fromMs - 5 * MINUTE_MS, toMs + 5 * MINUTE_MS);
  const calls = {
    account: [event.accountId],
    service: [event.service],
    event: [event.eventName],
    category: [...CALL_CATEGORIES],
    ...(insight?.errorCode && { errorCode: [insight.errorCode] }),
  };
  const around = between(timeMs - 15 * MINUTE_MS, timeMs + 15 * MINUTE_MS + 1000);
  return [
    pivot('counted-calls', 'The calls it tells of', 'user', period, calls),
    pivot('around', '15 minutes around', 'user', around, { account: [event.accountId] }),
  ];
}

/** The call that made the session: a sign-in for people's own sessions, a call of STS for all others. */
function sessionOrigin(event: EventDetail, facts: EventFacts, startMs: number): Pivot {
  const period = between(startMs - AROUND_START_MS, startMs + AROUND_START_MS);
  const { identityType } = facts.actor;
  if (identityType === 'Root' || identityType === 'IAMUser') {
    const made = { event: ['ConsoleLogin', 'GetSessionToken'], user: [event.user] };
    return pivot('sign-in', 'Sign-in', 'event', period, made);
  }
  const made = { event: [...CREDENTIAL_CALLS], resource: roleOf(facts) };
  return pivot('assume-role', 'AssumeRole call', 'event', period, made);
}

/** The role that the call must have named; none for sessions of users. */
function roleOf({ actor }: EventFacts): string[] {
  return actor.principalArn.includes(':role/') ? [actor.principalArn] : [];
}

type Period = { from: Date; to: Date };

function pivot(
  kind: PivotKind,
  label: string,
  groupBy: GroupBy,
  period: Period,
  filters: Partial<EventFilters>,
): Pivot {
  const { from, to } = period;
  const search: EventSearch = {
    range: { from: from.toISOString(), to: to.toISOString() },
    filters: { ...NO_FILTERS, ...period, ...filters },
    groupBy,
    aggregate: defaultAggregate(period),
  };
  return { kind, label, search };
}

/** A data event must find itself again, and what else went on around it. */
function withCategory(candidate: Pivot, event: EventDetail): Pivot {
  if (
    DEFAULT_CATEGORIES.includes(event.category) ||
    candidate.kind === 'assume-role' ||
    candidate.kind === 'sign-in'
  )
    return candidate;
  const { search } = candidate;
  return {
    ...candidate,
    search: { ...search, filters: { ...search.filters, category: [...CALL_CATEGORIES] } },
  };
}

function widePeriod(timeMs: number, period: Period | null): Period {
  if (period && timeMs >= period.from.getTime() && timeMs < period.to.getTime()) {
    return { from: period.from, to: period.to };
  }
  return between(timeMs - 7 * DAY_MS, timeMs + 7 * DAY_MS);
}

function between(fromMs: number, toMs: number): Period {
  return { from: new Date(fromMs), to: new Date(toMs) };
}
