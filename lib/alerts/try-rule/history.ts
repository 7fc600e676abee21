import type { When } from '../rule-model.ts';

const DAY_MS = 86_400_000;
/** For identities that come back: their last use may be as old as the events that are kept. */
const LONGEST_DAYS = 400;

/** Where reading has to begin so that what a rule finds from `from` on is what the engine would. */
export function lookFrom(when: When, from: Date): Date {
  return new Date(from.getTime() - daysBefore(when) * DAY_MS);
}

function daysBefore(when: When): number {
  switch (when.kind) {
    case 'every':
      return 0;
    case 'threshold':
    case 'sequence':
      return when.withinMinutes / (24 * 60);
    case 'first-seen':
      return Math.max(when.lookbackDays, when.learningDays);
    case 'returning':
      return LONGEST_DAYS;
    case 'absence':
      return when.lookbackDays;
  }
}
