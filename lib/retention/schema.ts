import { z } from 'zod';

/** How long things are kept, in days; null for ever. */
export type Retention = { eventDays: number | null; auditDays: number | null };

/** What is stored of one week (Monday to Sunday, UTC). Events are as Postgres counts rows: near enough, and at once. */
export type StoredWeek = {
  /** Its Monday, `YYYY-MM-DD`. */
  week: string;
  events: number;
  /** On disk: events with the sums over them, and the log objects as they were delivered. */
  eventBytes: number;
  objectBytes: number;
};

/** The reports show two weeks without being asked; of the audit log a year is the least. */
export const LEAST_EVENT_DAYS = 14;
export const LEAST_AUDIT_DAYS = 365;
const MOST_DAYS = 36_500;

function days(least: number) {
  return z
    .string()
    .trim()
    .transform((text, context) => {
      if (text === '') return null;
      const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= MOST_DAYS) return number;
      context.addIssue({
        code: 'custom',
        message: `A number of days from ${least} to ${MOST_DAYS}, or nothing to keep for ever.`,
      });
      return z.NEVER;
    });
}

/** The form: days as typed, nothing for ever. */
export const retentionForm = z.object({
  eventDays: days(LEAST_EVENT_DAYS),
  auditDays: days(LEAST_AUDIT_DAYS),
});
