import { compileFieldTest } from './compile-field-test.ts';
import { parseFieldPath, visitPath } from './field-path.ts';
import { parseJsonText } from './json-text.ts';
import { fieldReader } from './read-field.ts';
import type { Condition, FieldTest, KeywordTest, WithinTest } from './rule-model.ts';
import type { Subject } from './subject.ts';

export type CompiledCondition = {
  /** Names of events that may match, in lower case; null when the condition names none. */
  eventNames: ReadonlySet<string> | null;
  /** Fields of the record, its topmost ones, that the condition reads. */
  paths: ReadonlySet<string>;
  /** Words anywhere in the record are asked for: its whole text is needed. */
  readsText: boolean;
  matches: (subject: Subject) => boolean;
  /** What `settle` may be asked about: `call`, `@` fields and fields of the record. */
  sources: ReadonlySet<string>;
  /**
   * What one source of the event alone decides, the same for all events that have the same there: false for “no such event matches”,
   * null where the rest of the event decides. `call` is the event's name and service.
   */
  settle: (subject: Subject, source: string) => boolean | null;
};

/** The source that the event's name and its service are, together. */
export const CALL = 'call';

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
    settle: (subject, source) => settleAll(sorted, subject, source, false),
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
    settle: (subject, source) => settleAll(sorted, subject, source, true),
  };
}

/** One part that is `decisive` decides all; parts that are not known leave it open. */
function settleAll(
  parts: readonly Node[],
  subject: Subject,
  source: string,
  decisive: boolean,
): boolean | null {
  let open = false;
  for (const part of parts) {
    const settled = part.settle(subject, source);
    if (settled === decisive) return decisive;
    open ||= settled === null;
  }
  return open ? null : !decisive;
}

function negated(part: Node): Node {
  return {
    ...part,
    eventNames: null,
    matches: (subject) => !part.matches(subject),
    settle: (subject, source) => {
      const settled = part.settle(subject, source);
      return settled === null ? null : !settled;
    },
  };
}

function withinElement({ within, has }: WithinTest, inner: boolean): Node {
  const path = parseFieldPath(within);
  const part = compileNode(has, true);
  const matches = (subject: Subject) =>
    visitPath(subject.record, path, (element) => {
      const record = typeof element === 'string' ? parseJsonText(element) : element;
      return typeof record === 'object' && record !== null && part.matches({ ...subject, record });
    });
  return {
    ...part,
    paths: inner ? new Set() : new Set([path.top]),
    cost: part.cost + COST.path * path.names.length,
    matches,
    settle: (subject, source) => (part.settle(subject, source) === false ? false : null),
  };
}

function ofKeywords({ keywords, every }: KeywordTest): Node {
  const wanted = keywords.map((keyword) => keyword.toLowerCase());
  return {
    eventNames: null,
    paths: new Set(),
    readsText: true,
    sources: new Set(),
    cost: COST.text,
    matches: (subject) => {
      const text = subject.text();
      const isThere = (keyword: string) => text.includes(keyword);
      return every ? wanted.every(isThere) : wanted.some(isThere);
    },
    settle: () => null,
  };
}

function ofField(test: FieldTest, inner: boolean): Node {
  const reader = fieldReader(test.field);
  const matches = compileFieldTest(test, reader);
  const isName = test.field === '@event' || (!inner && test.field === 'eventName');
  const source = comparesFieldsOf(test) ? null : sourceOf(test.field, inner);
  const others = comparesFieldsOf(test) ? test.values.map((value) => fieldReader(String(value))) : [];
  const paths = [reader, ...others].flatMap(({ path }) => (path === null || inner ? [] : [path.top]));
  return {
    eventNames: isName ? namesOf(test) : null,
    paths: new Set(paths),
    readsText: false,
    cost: (reader.path === null ? COST.derived : COST.path * reader.path.names.length) + COST.op[test.op],
    matches,
    sources: new Set(source === null ? [] : [source]),
    settle: (subject, asked) => (asked === source ? matches(subject) : null),
  };
}

function comparesFieldsOf({ op }: FieldTest): boolean {
  return op === 'equalsField' || op === 'containsField';
}

/** Null for a field of an element: it is no source of the event. */
function sourceOf(field: string, inner: boolean): string | null {
  if (field === '@event' || field === '@service') return CALL;
  if (field.startsWith('@')) return field;
  if (inner) return null;
  const { top } = parseFieldPath(field);
  return field === 'eventName' || field === 'eventSource' ? CALL : top;
}

function namesOf({ op, values, every }: FieldTest): ReadonlySet<string> | null {
  if (op !== 'equals' || values.includes(null) || (every && values.length > 1)) return null;
  return new Set(values.map((value) => String(value).toLowerCase()));
}

function needsOf(parts: readonly Node[]): Pick<Node, 'paths' | 'readsText' | 'sources' | 'cost'> {
  return {
    paths: new Set(parts.flatMap(({ paths }) => [...paths])),
    readsText: parts.some(({ readsText }) => readsText),
    sources: new Set(parts.flatMap(({ sources }) => [...sources])),
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
    cidr: 6,
    wildcard: 8,
    regex: 12,
  },
} as const;
