import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { type EventFilters, type GroupBy, type ListFilter, NONE } from '#lib/events/schema.ts';

/** What the queries must answer, by looking at every event one after the other. */
export function naiveMatches(event: NormalisedEvent, filters: EventFilters): boolean {
  const { from, to, outcome, readOnly, mfa, category } = filters;
  const lists: ListFilter[] = [
    'user',
    'ip',
    'service',
    'event',
    'region',
    'account',
    'resource',
    'errorCode',
    'accessKey',
    'identityType',
  ];
  return (
    event.eventTimeMs >= from.getTime() &&
    event.eventTimeMs < to.getTime() &&
    category.includes(event.category) &&
    (outcome === 'all' || outcomes(outcome).includes(event.outcome)) &&
    (readOnly === undefined || event.readOnly === readOnly) &&
    (mfa === undefined || event.actor.mfa === mfa) &&
    lists.every((name) => matchesList(event, name, filters[name])) &&
    matchesSearch(event, filters.q)
  );
}

function outcomes(filter: 'success' | 'error' | 'unauthorised'): string[] {
  if (filter === 'success') return ['success'];
  return filter === 'error' ? ['denied', 'auth-failed', 'error'] : ['denied', 'auth-failed'];
}

function matchesList(event: NormalisedEvent, name: ListFilter, wanted: readonly string[]): boolean {
  const texts = wanted.map((text) => (text === NONE ? '' : text));
  return wanted.length === 0 || valuesOf(event, name).some((value) => texts.includes(value));
}

/** The values under which an event is counted. */
export function valuesOf(event: NormalisedEvent, name: ListFilter | GroupBy): string[] {
  switch (name) {
    case 'user':
      return [event.actor.label];
    case 'ip':
      return [event.sourceIp];
    case 'service':
      return [event.service];
    case 'event':
      return [event.eventName];
    case 'region':
      return [event.region];
    case 'account':
      return [event.accountId];
    case 'errorCode':
      return [event.errorCode];
    case 'identityType':
      return [event.actor.identityType];
    case 'accessKey':
      return event.actor.accessKeyId ? [event.actor.accessKeyId] : [];
    case 'resource':
      return [...event.resources];
  }
}

function matchesSearch(event: NormalisedEvent, q: string): boolean {
  if (q === '') return true;
  const { label, arn, principalArn, sessionName, accessKeyId } = event.actor;
  const texts = [
    label,
    arn,
    principalArn,
    sessionName,
    event.eventName,
    event.service,
    event.sourceIp,
    accessKeyId,
    event.accountId,
  ];
  return [...texts, ...event.resources].some((text) => like(text.toLowerCase(), q.toLowerCase()));
}

/** Wildcards without regular expressions: another way than the one under test. */
function like(text: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return text.includes(pattern);
  const [head, ...rest] = pattern;
  if (head === undefined) return text === '';
  const tail = rest.join('');
  if (head === '*') return likeAnywhere(text, tail);
  return text !== '' && (head === '?' || head === text[0]) && likeAnchored(text.slice(1), tail);
}

function likeAnchored(text: string, pattern: string): boolean {
  if (pattern === '') return text === '';
  const [head, ...rest] = pattern;
  if (head === '*') return likeAnywhere(text, rest.join(''));
  return text !== '' && (head === '?' || head === text[0]) && likeAnchored(text.slice(1), rest.join(''));
}

function likeAnywhere(text: string, pattern: string): boolean {
  for (let start = 0; start <= text.length; start++)
    if (likeAnchored(text.slice(start), pattern)) return true;
  return false;
}

/** Newest first; the order within one second is fixed as well. */
export function newestFirst(a: NormalisedEvent, b: NormalisedEvent): number {
  if (a.eventTimeMs !== b.eventTimeMs) return b.eventTimeMs - a.eventTimeMs;
  if (a.accountId !== b.accountId) return a.accountId < b.accountId ? 1 : -1;
  return a.eventId < b.eventId ? 1 : -1;
}
