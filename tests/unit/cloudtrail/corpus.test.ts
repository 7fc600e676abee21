import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { CORPUS_FILES, corpusRecords, NOW } from './records.ts';

const ORIGIN = { keyAccountId: '123456789012', now: NOW };

describe('real records', () => {
  test.each(CORPUS_FILES)('every record of %s is an event or is quarantined with a reason', (file) => {
    const records = corpusRecords(file);
    const reasons = new Map<string, number>();
    let events = 0;
    for (const record of records) {
      const result = normalise(record, ORIGIN);
      if ('event' in result) events++;
      else reasons.set(result.quarantined.reason, (reasons.get(result.quarantined.reason) ?? 0) + 1);
    }
    const quarantined = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `${file}: ${records.length} records, ${events} events, ${quarantined} quarantined`,
      Object.fromEntries(reasons),
    );
    expect(events + quarantined).toBe(records.length);
    expect([...reasons.keys()].filter((reason) => reason.length < 10)).toEqual([]);
    if (file !== 'malformed-fixtures.ndjson') expect(quarantined).toBe(0);
  });

  test('events of real records are complete: id, account, time, name, label, outcome', () => {
    for (const event of CORPUS_FILES.flatMap((file) => corpusRecords(file)).flatMap(eventsOf)) {
      expect(event.eventId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(event.accountId).toMatch(/^\d{12}$/);
      expect(event.eventTimeMs).toBeGreaterThanOrEqual(Date.UTC(2013, 10, 1));
      expect(event.eventName).not.toBe('');
      expect(event.actor.label).not.toBe('');
      expect(OUTCOMES).toContain(event.outcome);
      expect(new Set(event.resources).size).toBe(event.resources.length);
    }
  });

  test('records of a real attack set keep their own ids, so that nothing is merged or doubled', () => {
    const events = corpusRecords('stratus-red-team.ndjson').flatMap(eventsOf);
    expect(events.filter((event) => event.eventIdDerived)).toEqual([]);
    const keys = events.map((event) => `${event.accountId} ${event.eventTimeMs} ${event.eventId}`);
    const delivered = corpusRecords('stratus-red-team.ndjson').map((record) => JSON.stringify(record));
    expect(new Set(keys).size).toBe(new Set(delivered).size);
  });
});

function eventsOf(record: unknown) {
  const result = normalise(record, ORIGIN);
  return 'event' in result ? [result.event] : [];
}
