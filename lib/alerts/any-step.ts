import type { Condition, When } from './rule-model.ts';
import { anyOf } from './sigma/normal-form.ts';

export type SequenceStep = Extract<When, { kind: 'sequence' }>['steps'][number];

/** To be any of the steps: what a sequence looks for that asks for nothing else. Isomorphic. */
export function anyStep(steps: readonly SequenceStep[]): Condition {
  return anyOf(steps.map(({ condition }) => condition));
}

/** Whether the condition of a sequence asks for no more than its steps do. */
export function isAnyStep(condition: Condition, steps: readonly SequenceStep[]): boolean {
  return JSON.stringify(anyOf([condition])) === JSON.stringify(anyStep(steps));
}
