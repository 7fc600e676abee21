import type { RuleDefinition } from '../rule-model.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** What was seen first, or last, may have been so as long ago as events are kept. */
const LONGEST_DAYS = 400;

/** Where reading has to begin, so that the findings that begin from `from` on are those that the engine would have made. */
export function lookFrom(
  { when, quietMinutes }: Pick<RuleDefinition, 'when' | 'quietMinutes'>,
  from: Date,
): Date {
  return new Date(from.getTime() - (minutesBefore(when) + quietMinutes) * MINUTE_MS);
}

function minutesBefore(when: RuleDefinition['when']): number {
  switch (when.kind) {
    case 'every':
      return 0;
    case 'threshold':
    case 'sequence':
      return when.withinMinutes;
    case 'first-seen':
    case 'returning':
      return LONGEST_DAYS * DAY_MINUTES;
    case 'absence':
      return when.lookbackDays * DAY_MINUTES;
  }
}
