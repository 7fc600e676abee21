import type { z } from 'zod';
import type { ChartStep } from '#lib/charts/chart-input.ts';
import type { eventFilters, GroupBy, ListFilter } from '#lib/events/schema.ts';

/** What one may ask of the summary, and what it answers: the same for the page, the API and the query. Isomorphic. */
export const SUMMARY_LISTS = ['regions', 'services', 'eventNames', 'users', 'ips', 'resources'] as const;
export type SummaryList = (typeof SUMMARY_LISTS)[number];

/** The filter of Events that each list ranks the values of. */
export const LIST_FIELDS = {
  regions: 'region',
  services: 'service',
  eventNames: 'event',
  users: 'user',
  ips: 'ip',
  resources: 'resource',
} as const satisfies Record<SummaryList, ListFilter & GroupBy>;

export const DEFAULT_ROWS = 10;

/** A period, any filters of Events, and how many rows a list has at most. */
export type SummaryRequest = z.input<typeof eventFilters> & { limit?: number };

/** `unauthorised` is a part of `errors`: calls denied for lack of rights, and failed sign-ins. */
export type SummaryCounts = { events: number; errors: number; unauthorised: number };

/** '' is the value of events that have none. */
export type RankedValue = { value: string; events: number; eventsBefore: number };

/** One bucket of the chart, beside the one that lies as far back in the period before. `start` is ISO, UTC. */
export type SummaryPoint = { start: string; events: number; errors: number; eventsBefore: number };

/**
 * The period before: as long as the one asked for, and right before it. `complete` is false where the logs begin only
 * within it, so that a comparison would be of a part with a whole. ISO, UTC, half-open.
 */
export type PeriodBefore = SummaryCounts & { from: string; to: string; complete: boolean };

export type Summary = SummaryCounts &
  Record<SummaryList, RankedValue[]> & {
    from: string;
    to: string;
    trails: number;
    /** Of the trails that AWS described, how many log and how many are stopped. */
    trailStates: { logging: number; stopped: number };
    before: PeriodBefore;
    /** How many different values each list is the top of. */
    values: Record<SummaryList, number>;
    step: ChartStep;
    /** A point for every step of the period. */
    series: SummaryPoint[];
  };
