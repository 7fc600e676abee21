import type { SequenceStep } from '#lib/alerts/any-step.ts';
import type { When } from '#lib/alerts/rule-model.ts';
import { conditionOfEvents, type DraftEvents, eventsOf, type Period } from './draft-events.ts';
import { partId } from './part-id.ts';

type Sequence = Extract<When, { kind: 'sequence' }>;

export type DraftStep = DraftEvents & {
  id: number;
  name: string;
  atLeast: number;
};
export type DraftSequence = Omit<Sequence, 'steps'> & { steps: DraftStep[] };

/** One of the steps, which is looked for without the search box and the resource's: those stand once on the page. */
export function newStep(period: Period, { name, condition, atLeast }: Partial<SequenceStep> = {}): DraftStep {
  const events = eventsOf(condition ?? null, period, ['q', 'resource']);
  return { id: partId(), name: name ?? '', atLeast: atLeast ?? 1, ...events };
}

/** A step without a name is called by its place. */
export function stepsOfDraft(steps: readonly DraftStep[]): SequenceStep[] {
  return steps.map((step, at) => ({
    name: step.name.trim() || `Step ${at + 1}`,
    condition: conditionOfEvents(step) ?? { all: [] },
    atLeast: step.atLeast,
  }));
}
