import { describe, expect, test } from 'vitest';
import { applyEdits, clearedFilters, countFilters, pendingEdits } from '#components/filters/filter-edits.ts';
import { DEFAULT_CATEGORIES, eventFilters } from '#lib/events/schema.ts';

const filters = eventFilters.parse({
  from: new Date('2026-11-07T00:00:00Z'),
  to: new Date('2026-11-21T00:00:00Z'),
  region: ['eu-central-1', 'us-east-1'],
  mfa: false,
});

describe('filters that wait for the Filter button', () => {
  test('are pending only where they would change something', () => {
    expect(pendingEdits(filters, {})).toEqual([]);
    expect(pendingEdits(filters, { region: ['us-east-1', 'eu-central-1'] })).toEqual([]);
    expect(pendingEdits(filters, { region: ['us-east-1'], q: '' })).toEqual(['region']);
    expect(pendingEdits(filters, { mfa: undefined })).toEqual(['mfa']);
  });

  test('leave the others as they are', () => {
    expect(applyEdits(filters, { mfa: undefined })).toEqual({ ...filters, mfa: undefined });
  });

  test('Clear takes all of them away and keeps the period', () => {
    const cleared = clearedFilters({ ...filters, q: 'x', outcome: 'error', readOnly: false });
    expect(countFilters(cleared, DEFAULT_CATEGORIES)).toBe(0);
    expect(cleared.from).toEqual(filters.from);
  });

  test('are counted by filter, not by value', () => {
    expect(countFilters(filters, DEFAULT_CATEGORIES)).toBe(2);
    expect(countFilters({ ...filters, category: ['data'] }, DEFAULT_CATEGORIES)).toBe(3);
  });
});
