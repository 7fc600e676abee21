import { describe, expect, it } from 'vitest';
import { retentionForm } from '#lib/retention/schema.ts';
import { firstDayKept, weeksToDelete } from '#lib/retention/weeks-to-delete.ts';

const WEEKS = ['2026-11-16', '2026-11-09', '2026-11-02', '2026-10-26'].map((week) => ({ week }));
const SATURDAY = new Date('2026-11-21T23:59:59Z');
const deleted = (days: number | null, now = SATURDAY) =>
  weeksToDelete(WEEKS, days, now).map(({ week }) => week);

describe('weeks that a number of days deletes', () => {
  it('are none where everything is kept', () => {
    expect(deleted(null)).toEqual([]);
    expect(firstDayKept(null, SATURDAY)).toBeNull();
  });

  it('lie wholly before the first day that is kept', () => {
    expect(firstDayKept(14, SATURDAY)).toBe('2026-11-07');
    expect(deleted(14)).toEqual(['2026-10-26']);
    expect(firstDayKept(12, SATURDAY)).toBe('2026-11-09');
    expect(deleted(12)).toEqual(['2026-11-02', '2026-10-26']);
    expect(deleted(13)).toEqual(['2026-10-26']);
  });

  it('are counted by days of UTC', () => {
    expect(deleted(12, new Date('2026-11-20T23:59:59Z'))).toEqual(['2026-10-26']);
    expect(deleted(12, new Date('2026-11-21T00:00:00Z'))).toEqual(['2026-11-02', '2026-10-26']);
  });
});

describe('the form', () => {
  it('takes days, or nothing for ever', () => {
    expect(retentionForm.parse({ eventDays: ' 400 ', auditDays: '' })).toEqual({
      eventDays: 400,
      auditDays: null,
    });
  });

  it.each(['13', '0', '-20', '14.5', '1e3', 'ever', '36501', '99999999'])('refuses %s', (eventDays) => {
    expect(retentionForm.safeParse({ eventDays, auditDays: '' }).success).toBe(false);
  });
});
