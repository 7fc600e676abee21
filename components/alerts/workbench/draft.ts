import { anyStep, isAnyStep } from '#lib/alerts/any-step.ts';
import { ANY_EVENT } from '#lib/alerts/from-filters/condition-of-filters.ts';
import type { Condition, RuleDefinition, Severity, When } from '#lib/alerts/rule-model.ts';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import { allOf } from '#lib/alerts/sigma/normal-form.ts';
import { type ConditionRows, partsOfRows, rowsOfCondition } from './condition-rows.ts';
import { conditionOfEvents, type DraftEvents, eventsOf, type Period } from './draft-events.ts';
import { type DraftSequence, newStep, stepsOfDraft } from './draft-steps.ts';
import { partId } from './part-id.ts';

export type DraftExclusion = { id: number; reason: string; condition: ConditionRows };
export type DraftSample = RuleSample & { id: number };

/** A rule while it is made or changed: what the form's controls hold. */
export type Draft = DraftEvents & {
  name: string;
  severity: Severity;
  description: string;
  runbook: string;
  /** As typed: ids parted by commas or spaces. */
  techniques: string;
  when: Exclude<When, { kind: 'sequence' }> | DraftSequence;
  groupBy: string[];
  quietMinutes: number;
  exclusions: DraftExclusion[];
  /** What the form has no control for. */
  rest: Pick<RuleDefinition, 'references' | 'origin'>;
};

export function newExclusion(reason = '', condition: Condition | null = null): DraftExclusion {
  return { id: partId(), reason, condition: rowsOfCondition(condition) };
}

export function newSample({ expects, records }: RuleSample): DraftSample {
  return { id: partId(), expects, records };
}

/** As they are stored. */
export function samplesOfDrafts(samples: readonly DraftSample[]): RuleSample[] {
  return samples.map(({ expects, records }) => ({ expects, records }));
}

/** A rule in the controls of the form. `period` is the one whose values the filters offer. */
export function draftOf(definition: RuleDefinition, period: Period): Draft {
  const { techniques, condition, when, exclusions, references, origin, ...plain } = definition;
  const isSaid = when.kind === 'sequence' && isAnyStep(condition, when.steps);
  return {
    ...plain,
    ...eventsOf(isSaid ? null : condition, period),
    techniques: techniques.join(', '),
    when:
      when.kind === 'sequence' ? { ...when, steps: when.steps.map((step) => newStep(period, step)) } : when,
    exclusions: exclusions.map((exclusion) => newExclusion(exclusion.reason, exclusion.condition)),
    rest: { references, ...(origin && { origin }) },
  };
}

/** What the form says, whether or not it is a rule already. */
export function definitionOfDraft(draft: Draft): RuleDefinition {
  const { techniques, filters, condition, when: fires, exclusions, rest, ...plain } = draft;
  const when = fires.kind === 'sequence' ? { ...fires, steps: stepsOfDraft(fires.steps) } : fires;
  return {
    ...plain,
    name: plain.name.trim(),
    techniques: techniques.split(/[\s,;]+/).filter(Boolean),
    condition: conditionOfEvents({ filters, condition }) ?? ofItself(when),
    when,
    exclusions: exclusions.map(({ reason, condition }) => {
      const parts = partsOfRows(condition);
      return { reason: reason.trim(), condition: parts.length > 0 ? allOf(parts) : NOTHING };
    }),
    ...rest,
  };
}

/** Is no condition: the schema refuses it. */
const NOTHING: Condition = { all: [] };

/** What a rule looks for that says nothing of it. Any event may be counted or compared with those before it, but is no news by itself. */
function ofItself(when: When): Condition {
  if (when.kind === 'sequence') return anyStep(when.steps);
  return when.kind === 'every' ? NOTHING : ANY_EVENT;
}
