import { CALL, type CompiledCondition, compileCondition, type SourceTest, sourceOf } from './compile.ts';
import { type FieldReader, fieldReader, leafText } from './read-field.ts';
import type { Condition, RuleDefinition } from './rule-model.ts';
import type { Subject } from './subject.ts';

/** What a matching event counts as: one of these for each group that it belongs to, and each value or step that it brings there. */
export type MatchPart = {
  /** Values of `groupBy`, in its order; '' for one that the event has not. */
  group: readonly string[];
  /** Which step of a sequence; 0 elsewhere. */
  step: number;
  /** The value of the field that the rule counts or watches; '' where it watches none. */
  value: string;
};

export type CompiledRule = {
  /** As of the condition, its steps and exclusions together. */
  eventNames: ReadonlySet<string> | null;
  paths: ReadonlySet<string>;
  readsText: boolean;
  /** False when no event of this name and service can match. */
  mayMatch: (subject: Subject) => boolean;
  /** As of the condition. */
  sources: ReadonlySet<string>;
  decide: CompiledCondition['decide'];
  /** `decide` where one source is known. */
  settle: (subject: Subject, source: string) => boolean | null;
  matches: (subject: Subject) => boolean;
  /** Index of the definition's exclusion that leaves a matching event out, or null. `off` are those that do not count. */
  excludedBy: (subject: Subject, off?: ReadonlySet<number>) => number | null;
  /** As of the condition and the exclusions together. */
  tests: readonly SourceTest[];
  /** Sources that decide all of what the rule makes of an event, its parts too; null where they are not all that does. */
  decidedBy: ReadonlySet<string> | null;
  /** Fields whose values its parts bring. */
  partFields: readonly string[];
  /** What a matching event that is not excluded counts as; none where the field that the rule watches is absent. */
  partsOf: (subject: Subject) => MatchPart[];
};

const OF_CALL: ReadonlySet<string> = new Set([CALL]);

/** Values longer than this are cut: they tell groups apart, and are shown. */
const VALUE_LENGTH = 400;
/** Groups, values and steps together that one event counts for: an event may name hundreds of resources. */
const MOST_PARTS = 100;

/** Makes a rule ready. Throws TrailkeepError `bad-request` where a condition cannot be compiled. */
export function compileRule(
  definition: Pick<RuleDefinition, 'condition' | 'when' | 'groupBy' | 'exclusions'>,
): CompiledRule {
  const condition = compileCondition(wholeCondition(definition));
  const exclusions = definition.exclusions.map((exclusion) => compileCondition(exclusion.condition));
  const steps = definition.when.kind === 'sequence' ? definition.when.steps : [];
  const compiledSteps = steps.map((step) => compileCondition(step.condition));
  const watchedName = watchedField(definition.when);
  const watched = watchedName === null ? null : fieldReader(watchedName);
  const groupBy = definition.groupBy.map(fieldReader);
  const all = [condition, ...exclusions];
  const partFields = [...definition.groupBy, ...(watchedName === null ? [] : [watchedName])];
  return {
    eventNames: condition.eventNames,
    paths: new Set([
      ...all.flatMap(({ paths }) => [...paths]),
      ...[...groupBy, ...(watched ? [watched] : [])].flatMap(({ path }) => (path ? [path.top] : [])),
    ]),
    readsText: all.some(({ readsText }) => readsText),
    mayMatch: (subject) => condition.decide(subject, OF_CALL) !== false,
    sources: condition.sources,
    decide: condition.decide,
    settle: (subject, source) => condition.decide(subject, new Set([source])),
    matches: condition.matches,
    excludedBy: (subject, off) => {
      const by = exclusions.findIndex((exclusion, at) => !off?.has(at) && exclusion.matches(subject));
      return by === -1 ? null : by;
    },
    tests: all.flatMap(({ tests }) => tests),
    decidedBy: decidingSources([...all, ...compiledSteps], partFields),
    partFields,
    partsOf: (subject) => {
      const groups = product(groupBy.map((field) => valuesOf(field, subject, true)));
      const values = watched ? valuesOf(watched, subject, false) : [''];
      const ofSteps = compiledSteps.length === 0 ? [0] : stepsOf(compiledSteps, subject);
      return groups
        .flatMap((group) => values.flatMap((value) => ofSteps.map((step) => ({ group, step, value }))))
        .slice(0, MOST_PARTS);
    },
  };
}

/** Of a sequence, only what is one of its steps. */
function wholeCondition({ condition, when }: Pick<RuleDefinition, 'condition' | 'when'>): Condition {
  if (when.kind !== 'sequence') return condition;
  return { all: [condition, { any: when.steps.map((step) => step.condition) }] };
}

function watchedField(when: RuleDefinition['when']): string | null {
  if (when.kind === 'first-seen') return when.field;
  return when.kind === 'threshold' ? (when.distinct ?? null) : null;
}

function decidingSources(
  conditions: readonly CompiledCondition[],
  partFields: readonly string[],
): ReadonlySet<string> | null {
  const ofParts = partFields.map((field) => sourceOf(field, false)).filter((source) => source !== null);
  if (!conditions.every(({ isOfSources }) => isOfSources)) return null;
  return new Set([...conditions.flatMap(({ sources }) => [...sources]), ...ofParts]);
}

function stepsOf(steps: readonly CompiledCondition[], subject: Subject): number[] {
  return steps.flatMap((step, at) => (step.matches(subject) ? [at] : []));
}

/** Each once, as text. `orNone`: an absent field has one value, the empty one. */
function valuesOf(field: FieldReader, subject: Subject, orNone: boolean): string[] {
  const values = new Set<string>();
  field.visit(subject, (leaf) => {
    const text = leafText(leaf);
    if (text !== null && text !== '') values.add(text.slice(0, VALUE_LENGTH));
    return values.size === MOST_PARTS;
  });
  return values.size === 0 && orNone ? [''] : [...values];
}

function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (groups, values) =>
      groups.flatMap((group) => values.map((value) => [...group, value])).slice(0, MOST_PARTS),
    [[]],
  );
}
