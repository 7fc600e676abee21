import { fieldName } from '#lib/alerts/field-name.ts';
import type { When } from '#lib/alerts/rule-model.ts';
import { formatDuration } from '#lib/time/duration.ts';

/** In the order in which they are offered: the plainest first. */
export const WHEN_KINDS = [
  'every',
  'threshold',
  'sequence',
  'first-seen',
  'returning',
  'absence',
] as const satisfies readonly When['kind'][];

export const WHEN_WORDS: Record<When['kind'], string> = {
  every: 'At every match',
  threshold: 'At many matches within a time',
  'first-seen': 'At a value never seen before',
  returning: 'At a match after a long pause',
  absence: 'When matches stay away',
  sequence: 'At steps that follow each other',
};

/** When a rule fires, in a sentence without its end. */
export function whenWords(when: When): string {
  const long = (minutes: number) => formatDuration(minutes * 60_000);
  switch (when.kind) {
    case 'every':
      return 'At every match';
    case 'threshold': {
      const what = when.distinct ? `different values of ${fieldName(when.distinct)}` : 'matches';
      return `At ${when.atLeast} ${what} or more within ${long(when.withinMinutes)}`;
    }
    case 'sequence': {
      const steps = when.steps.map(({ name, atLeast }) =>
        atLeast > 1 ? `${name} (${atLeast} times)` : name,
      );
      return `At ${steps.join(when.ordered ? ', then ' : ' and ')} within ${long(when.withinMinutes)}`;
    }
    case 'first-seen':
      return `At a value of ${fieldName(when.field)} not seen for ${when.lookbackDays} days, once the group is known for ${when.learningDays} days`;
    case 'returning':
      return `At a match after ${when.afterDays} days without one`;
    case 'absence':
      return `When there is no match for ${long(when.silentMinutes)}, which never was so in ${when.lookbackDays} days`;
  }
}
