import { z } from 'zod';

/** Of the users that a trial lists, and of its samples. */
export const TRIAL_SHOWN = 10;
/** Days that a trial looks back where nothing else is asked for, and at most. */
export const TRIAL_DAYS = { usual: 30, most: 90 };

const count = z.number().int();
const day = z.iso.date();

const trialSample = z.object({
  accountId: z.string(),
  eventId: z.string(),
  /** ISO, UTC. */
  eventTime: z.string(),
  eventName: z.string(),
  /** As the reports show services: without `.amazonaws.com`. */
  eventSource: z.string(),
  user: z.string(),
  ip: z.string(),
  region: z.string(),
});
export type TrialSample = z.infer<typeof trialSample>;

/**
 * What a rule would have done in a scope over some days. What counts as a match is what the rule's findings are made of: events that
 * meet its condition; for a rule that compares with what was before (first seen, returning, absence), only those that make it fire.
 */
export const trial = z.object({
  /** ISO, UTC: the beginning of the first day, and the moment of the trial. */
  from: z.string(),
  to: z.string(),
  /** Events that the rule had to look at, those before `from` included where it asks for what was before. */
  events: count,
  matches: count,
  findings: count,
  /** Each day from `from` to `to`, UTC, those without anything too. `findings` by the days of their first match. */
  days: z.array(z.object({ day, matches: count, hidden: count, findings: count })),
  /** Those with the most matches, most first. */
  users: z.array(z.object({ user: z.string(), matches: count })),
  /** The newest matches, newest first. */
  samples: z.array(trialSample),
  /** The definition's own, in its order, with the matching events that each of them hid. */
  exclusions: z.array(z.object({ reason: z.string(), hid: count })),
  /** Everything was looked at that the answer depends on. */
  complete: z.boolean(),
  /** What was not looked at and why, why no event can match, or how what was before was read; null where there is nothing to say. */
  note: z.string().nullable(),
});
export type Trial = z.infer<typeof trial>;
