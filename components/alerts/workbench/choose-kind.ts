import type { When } from '#lib/alerts/rule-model.ts';
import type { Draft } from './draft.ts';
import { conditionOfEvents, eventsOf } from './draft-events.ts';
import { newStep } from './draft-steps.ts';

/**
 * What changes in a rule that is to fire in another way. Every step must also be what the rule looks for as a whole, so that becomes the
 * first step of a new sequence, and is the rule's again when it is none any more.
 */
export function chooseKind(draft: Draft, kind: When['kind']): Partial<Draft> {
  const { when, filters } = draft;
  if (kind === when.kind) return {};
  const condition = conditionOfEvents(draft);
  if (kind === 'sequence') {
    const steps = [newStep(filters, condition ? { condition } : {}), newStep(filters)];
    return { ...eventsOf(null, filters), when: { kind, steps, ordered: true, withinMinutes: 60 } };
  }
  const first = when.kind === 'sequence' && condition === null ? when.steps[0] : undefined;
  return { ...(first && eventsOf(conditionOfEvents(first), filters)), when: startOfKind(kind) };
}

function startOfKind(kind: Exclude<When['kind'], 'sequence'>): Exclude<When, { kind: 'sequence' }> {
  switch (kind) {
    case 'every':
      return { kind };
    case 'threshold':
      return { kind, atLeast: 5, withinMinutes: 15 };
    case 'first-seen':
      return { kind, field: '@region', lookbackDays: 90, learningDays: 14 };
    case 'returning':
      return { kind, afterDays: 60 };
    case 'absence':
      return { kind, silentMinutes: 24 * 60, lookbackDays: 14 };
  }
}
