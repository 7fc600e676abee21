import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { DerivedField, FieldTest } from '../rule-model.ts';
import { DERIVED_VALUES, subjectOf } from '../subject.ts';

/** What all of a finding's events have in common, as one part of a condition. `likely`: to begin with, it holds. */
export type Proposal = { test: FieldTest; likely: boolean };

const FIELDS = [
  '@user',
  '@event',
  '@ip',
  '@resource',
  '@session',
  '@accessKey',
  '@identityType',
  '@service',
  '@region',
  '@errorCode',
] as const satisfies DerivedField[];

/** More different values than these are nothing that events have in common. */
const MOST_VALUES = 5;

/**
 * Fields that have the same few values in all of the events, in the order in which people think of them. Likely are those that tell the
 * rule's findings apart (`groupBy`), and what was called.
 */
export function propose(events: readonly NormalisedEvent[], groupBy: readonly string[]): Proposal[] {
  const subjects = events.map((event) => subjectOf(event, {}));
  const proposals = FIELDS.flatMap((field) => {
    const values = inCommon(subjects.map((subject) => asTexts(DERIVED_VALUES[field](subject))));
    return values.length === 0 ? [] : [{ field, values }];
  });
  return proposals.map(({ field, values }) => ({
    test: { field, op: 'equals', values },
    likely: field === '@event' || groupBy.includes(field) || (groupBy.length === 0 && field === '@user'),
  }));
}

function asTexts(value: string | boolean | null | readonly string[]): readonly string[] {
  if (value === null || value === '') return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** A value that every event has; else the few of which each event has one; none where an event has none of them. */
function inCommon(ofEvents: readonly (readonly string[])[]): string[] {
  const [first, ...others] = ofEvents.map((values) => new Set(values));
  if (!first) return [];
  const everywhere = others.reduce((both, values) => both.intersection(values), first);
  if (everywhere.size > 0) return [...everywhere].slice(0, MOST_VALUES);
  const all = new Set(ofEvents.flat());
  return all.size <= MOST_VALUES && ofEvents.every((values) => values.length > 0) ? [...all].sort() : [];
}
