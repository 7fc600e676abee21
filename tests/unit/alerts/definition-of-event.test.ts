import { describe, expect, test } from 'vitest';
import { compileRule } from '#lib/alerts/compile-rule.ts';
import { definitionOfEvent } from '#lib/alerts/from-filters/definition-of-event.ts';
import { filtersOfCondition } from '#lib/alerts/from-filters/filters-of-condition.ts';
import { ruleEvents } from '#lib/alerts/from-filters/rule-events.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { subjectOf } from '#lib/alerts/subject.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import type { EventRow } from '#lib/events/schema.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { corpusRecords } from '#tests/setup/corpus.ts';
import { plainEvent } from '#tests/setup/event-rows.ts';

function rowOf(event: NormalisedEvent): EventRow {
  const { actor, eventTimeMs, resources, ...rest } = event;
  return {
    ...rest,
    eventTime: new Date(eventTimeMs).toISOString(),
    user: actor.label,
    userType: actor.identityType,
    sessionName: actor.sessionName,
    userArn: actor.arn,
    accessKeyId: actor.accessKeyId,
    mfa: actor.mfa,
    resources: [...resources],
  };
}

describe('definitionOfEvent', () => {
  test('makes a rule that the event itself matches, of every event of the corpus', () => {
    const events = corpusRecords().flatMap((record): [Sample, NormalisedEvent][] => {
      const result = normalise(record, { keyAccountId: '111111111111', now: Date.now() });
      const sample = asObject(record);
      return sample && 'event' in result ? [[sample, result.event]] : [];
    });
    expect(events.length).toBeGreaterThan(1_000);
    const unlike = events.filter(([record, event]) => {
      const definition = definitionOfEvent(record, rowOf(event));
      const rule = compileRule({ exclusions: [], ...definition });
      return !rule.matches(subjectOf(event, record)) || definition.name === '';
    });
    expect(unlike.map(([, event]) => event)).toEqual([]);
  });

  test('asks for the call, the identity and the outcome', () => {
    const { actor } = plainEvent(1);
    const denied = plainEvent(1, { errorCode: 'AccessDenied', outcome: 'denied', actor });
    const definition = definitionOfEvent({ userIdentity: { invokedBy: 'x.amazonaws.com' } }, rowOf(denied));
    expect(definition).toMatchObject({ name: 'ListBuckets denied by alice', groupBy: ['@user'] });
    const { filters, rest } = filtersOfCondition(definition.condition);
    expect(filters).toMatchObject({
      service: ['s3'],
      event: ['ListBuckets'],
      identityType: ['IAMUser'],
      user: ['alice'],
      errorCode: ['AccessDenied'],
      category: ['management'],
    });
    expect(rest).toEqual({ field: 'userIdentity.invokedBy', op: 'equals', values: ['x.amazonaws.com'] });
  });

  test('tells hidden users of failed sign-ins apart by their address', () => {
    const { actor } = plainEvent(1);
    const failed = plainEvent(1, {
      eventName: 'ConsoleLogin',
      service: 'signin',
      outcome: 'auth-failed',
      actor: { ...actor, label: 'hidden user name', mfa: false },
    });
    const definition = definitionOfEvent({}, rowOf(failed));
    expect(definition).toMatchObject({ name: 'ConsoleLogin refused', groupBy: ['@ip'] });
    expect(filtersOfCondition(definition.condition).filters).toMatchObject({
      user: [],
      outcome: 'unauthorised',
      mfa: false,
    });
  });
});

describe('ruleEvents', () => {
  const range = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-21T12:00:00Z') };

  test('leads to the Events report with the filters of the condition', () => {
    const { href, isExact } = ruleEvents({ field: '@service', op: 'equals', values: ['iam'] }, range);
    const { filters } = parseEventSearch(new URLSearchParams(href.split('?')[1]), { now: range.to });
    expect(isExact).toBe(true);
    expect(filters).toMatchObject({ ...range, service: ['iam'] });
  });

  test('says where the report shows more than the rule is about', () => {
    const condition = { field: 'userAgent', op: 'contains' as const, values: ['kali'] };
    expect(ruleEvents(condition, range).isExact).toBe(false);
  });
});
