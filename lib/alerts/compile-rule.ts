import { CALL, type CompiledCondition, compileCondition } from './compile.ts';
import { type FieldReader, fieldReader, leafText } from './read-field.ts';
import { type Condition, DERIVED_FIELDS, type RuleDefinition } from './rule-model.ts';
import { DERIVED_VALUES, type Subject } from './subject.ts';

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
  /** The condition's `settle`, and what it may be asked about. */
  sources: ReadonlySet<string>;
  settle: CompiledCondition['settle'];
  matches: (subject: Subject) => boolean;
  /** Index of the definition's exclusion that leaves a matching event out, or null. `off` are those that do not count. */
  excludedBy: (subject: Subject, off?: ReadonlySet<number>) => number | null;
  /**
   * Where an event has at most one part: a text that tells it apart, '' where there is none. Null for rules whose events may have
   * several.
   */
  keyOf: ((subject: Subject) => string) | null;
  /** What a matching event that is not excluded counts as; none where the field that the rule watches is absent. */
  partsOf: (subject: Subject) => MatchPart[];
};

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
  const watched = watchedField(definition.when);
  const groupBy = definition.groupBy.map(fieldReader);
  const all = [condition, ...exclusions];
  return {
    eventNames: condition.eventNames,
    paths: new Set([
      ...all.flatMap(({ paths }) => [...paths]),
      ...[...groupBy, ...(watched ? [watched] : [])].flatMap(({ path }) => (path ? [path.top] : [])),
    ]),
    readsText: all.some(({ readsText }) => readsText),
    mayMatch: (subject) => condition.settle(subject, CALL) !== false,
    sources: condition.sources,
    settle: condition.settle,
    matches: condition.matches,
    excludedBy: (subject, off) => {
      const by = exclusions.findIndex((exclusion, at) => !off?.has(at) && exclusion.matches(subject));
      return by === -1 ? null : by;
    },
    keyOf: steps.length > 0 ? null : keyReader(definition),
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

function watchedField(when: RuleDefinition['when']): FieldReader | null {
  if (when.kind === 'first-seen') return fieldReader(when.field);
  return when.kind === 'threshold' && when.distinct !== undefined ? fieldReader(when.distinct) : null;
}

function keyReader({ when, groupBy }: Pick<RuleDefinition, 'when' | 'groupBy'>): CompiledRule['keyOf'] {
  const field =
    when.kind === 'first-seen' ? when.field : when.kind === 'threshold' ? when.distinct : undefined;
  const readers = groupBy.map(singleText);
  const watched = field === undefined ? () => '-' : singleText(field);
  if (watched === null || readers.includes(null)) return null;
  const ofGroup = readers.filter((reader) => reader !== null);
  return (subject) => {
    const value = watched(subject);
    if (value === '') return '';
    let key = value;
    for (const reader of ofGroup) key += `\n${reader(subject)}`;
    return key;
  };
}

/** Reads a field that has one value at most; null for any other. */
function singleText(field: string): ((subject: Subject) => string) | null {
  const derived = DERIVED_FIELDS.find((name) => name === field);
  if (derived === undefined || derived === '@resource') return null;
  const read = DERIVED_VALUES[derived];
  return (subject) => String(read(subject) ?? '');
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
