import { compileFieldTest } from './compile-field-test.ts';
import { parseFieldPath, visitPath } from './field-path.ts';
import { parseJsonText } from './json-text.ts';
import { fieldReader } from './read-field.ts';
import {
  type Condition,
  comparesFields,
  type FieldTest,
  type KeywordTest,
  type WithinTest,
} from './rule-model.ts';
import { elementSubject, type Subject } from './subject.ts';

export type CompiledCondition = {
  /** Names of events that may match, in lower case; null when the condition names none. */
  eventNames: ReadonlySet<string> | null;
  /** Fields of the record, its topmost ones, that the condition reads. */
  paths: ReadonlySet<string>;
  /** Words anywhere in the record are asked for: its whole text is needed. */
  readsText: boolean;
  matches: (subject: Subject) => boolean;
  /** The tests in it that ask one source of the event alone. */
  tests: readonly SourceTest[];
  /** What `decide` may be asked about: `call`, `@` fields and fields of the record. */
  sources: ReadonlySet<string>;
  /** Nothing but `sources` decides. */
  isOfSources: boolean;
  /**
   * What the known sources of the event decide, the same for all events that have the same there: null where the rest of the event
   * decides. `call` is the event's name and service.
   */
  decide: (subject: Subject, known: ReadonlySet<string>) => boolean | null;
};

/** A test of one field: the same for all events that have the same in its source. `key` tells it from others. */
export type SourceTest = {
  source: string;
  field: string;
  key: string;
  matches: (subject: Subject) => boolean;
};

/** The source that the event's name and its service are, together. */
export const CALL = 'call';
/** The source that all of a record's userIdentity is. */
export const IDENTITY = 'userIdentity';

/** A part of a condition; the cheapest of several are put first. */
type Node = CompiledCondition & { cost: number };

/**
 * Makes a condition ready to be put to many events. Throws TrailkeepError `bad-request` with the reason for one that cannot be: a
 * regular expression or a range of addresses that is none.
 */
export function compileCondition(condition: Condition): CompiledCondition {
  return compileNode(condition, false);
}

/** `inner`: inside of `within`, where paths begin at an element and are not those of the event. */
function compileNode(condition: Condition, inner: boolean): Node {
  if ('all' in condition) return allOf(condition.all.map((part) => compileNode(part, inner)));
  if ('any' in condition) return oneOf(condition.any.map((part) => compileNode(part, inner)));
  if ('not' in condition) return negated(compileNode(condition.not, inner));
  if ('within' in condition) return withinElement(condition, inner);
  return 'keywords' in condition ? ofKeywords(condition) : ofField(condition, inner);
}

function allOf(parts: readonly Node[]): Node {
  const sorted = parts.toSorted((a, b) => a.cost - b.cost);
  const named = parts.flatMap(({ eventNames }) => (eventNames ? [eventNames] : []));
  const eventNames = named.length === 0 ? null : named.reduce((both, names) => both.intersection(names));
  return {
    ...needsOf(parts),
    eventNames,
    matches: (subject) => {
      for (const part of sorted) if (!part.matches(subject)) return false;
      return true;
    },
    decide: (subject, known) => decideAll(sorted, subject, known, false),
  };
}

function oneOf(parts: readonly Node[]): Node {
  const sorted = parts.toSorted((a, b) => a.cost - b.cost);
  const named = parts.flatMap(({ eventNames }) => (eventNames ? [eventNames] : []));
  const eventNames =
    named.length < parts.length ? null : named.reduce((either, names) => either.union(names));
  return {
    ...needsOf(parts),
    eventNames,
    matches: (subject) => {
      for (const part of sorted) if (part.matches(subject)) return true;
      return false;
    },
    decide: (subject, known) => decideAll(sorted, subject, known, true),
  };
}

/** One part that is `decisive` decides all; parts that are not known leave it open. */
function decideAll(
  parts: readonly Node[],
  subject: Subject,
  known: ReadonlySet<string>,
  decisive: boolean,
): boolean | null {
  let open = false;
  for (const part of parts) {
    const decided = part.decide(subject, known);
    if (decided === decisive) return decisive;
    open ||= decided === null;
  }
  return open ? null : !decisive;
}

function negated(part: Node): Node {
  return {
    ...part,
    eventNames: null,
    matches: (subject) => !part.matches(subject),
    decide: (subject, known) => {
      const decided = part.decide(subject, known);
      return decided === null ? null : !decided;
    },
  };
}

function withinElement({ within, has }: WithinTest, inner: boolean): Node {
  const path = parseFieldPath(within);
  const part = compileNode(has, true);
  const matches = (subject: Subject) =>
    visitPath(subject.record, path, (element) => {
      const record = typeof element === 'string' ? parseJsonText(element) : element;
      return typeof record === 'object' && record !== null && part.matches(elementSubject(subject, record));
    });
  return {
    ...part,
    paths: inner ? new Set() : new Set([path.top]),
    cost: part.cost + COST.path * path.names.length,
    matches,
    isOfSources: false,
    decide: (subject, known) => (part.decide(subject, known) === false ? false : null),
  };
}

function ofKeywords({ keywords, every }: KeywordTest): Node {
  const wanted = keywords.map((keyword) => keyword.toLowerCase());
  return {
    eventNames: null,
    paths: new Set(),
    readsText: true,
    tests: [],
    sources: new Set(),
    isOfSources: false,
    cost: COST.text,
    matches: (subject) => {
      const text = subject.text();
      const isThere = (keyword: string) => text.includes(keyword);
      return every ? wanted.every(isThere) : wanted.some(isThere);
    },
    decide: () => null,
  };
}

function ofField(test: FieldTest, inner: boolean): Node {
  const reader = fieldReader(test.field);
  const matches = compileFieldTest(test, reader);
  const isName = test.field === '@event' || (!inner && test.field === 'eventName');
  const source = comparesFields(test.op) ? null : sourceOf(test.field, inner);
  const others = comparesFields(test.op) ? test.values.map((value) => fieldReader(String(value))) : [];
  const tests = source === null ? [] : [{ source, field: test.field, key: JSON.stringify(test), matches }];
  const paths = [reader, ...others].flatMap(({ path }) => (path === null || inner ? [] : [path.top]));
  return {
    eventNames: isName ? namesOf(test) : null,
    paths: new Set(paths),
    readsText: false,
    cost: (reader.path === null ? COST.derived : COST.path * reader.path.names.length) + COST.op[test.op],
    matches,
    tests,
    sources: new Set(tests.map((one) => one.source)),
    isOfSources: source !== null,
    decide: (subject, known) => (source !== null && known.has(source) ? matches(subject) : null),
  };
}

/** The source of the event that a field is read from. Null for a field of an element, which is `inner`: it is no source of the event. */
export function sourceOf(field: string, inner: boolean): string | null {
  if (field === '@event' || field === '@service') return CALL;
  if (field.startsWith('@')) return field;
  if (inner) return null;
  if (field === 'eventName' || field === 'eventSource') return CALL;
  return parseFieldPath(field).top === IDENTITY ? IDENTITY : field;
}

function namesOf({ op, values, every }: FieldTest): ReadonlySet<string> | null {
  if (op !== 'equals' || values.includes(null) || (every && values.length > 1)) return null;
  return new Set(values.map((value) => String(value).toLowerCase()));
}

type Needs = 'paths' | 'readsText' | 'tests' | 'sources' | 'isOfSources' | 'cost';

function needsOf(parts: readonly Node[]): Pick<Node, Needs> {
  return {
    paths: new Set(parts.flatMap(({ paths }) => [...paths])),
    readsText: parts.some(({ readsText }) => readsText),
    tests: parts.flatMap(({ tests }) => tests),
    sources: new Set(parts.flatMap(({ sources }) => [...sources])),
    isOfSources: parts.every(({ isOfSources }) => isOfSources),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** How dear a test is beside others; only the order counts. */
const COST = {
  derived: 1,
  path: 2,
  text: 200,
  op: {
    equals: 0,
    exists: 0,
    startsWith: 1,
    endsWith: 1,
    lessThan: 1,
    atMost: 1,
    greaterThan: 1,
    atLeast: 1,
    contains: 2,
    equalsField: 4,
    containsField: 4,
    belongsToField: 5,
    cidr: 6,
    wildcard: 8,
    regex: 12,
  },
} as const;
