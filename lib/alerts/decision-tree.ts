import { CALL_SOURCES, CallClasses } from './call-classes.ts';
import { CALL, IDENTITY, type SourceTest, sourceOf } from './compile.ts';
import type { Habit, Habits } from './habits.ts';
import { IDENTITY_SOURCES, IdentityClasses } from './identity-classes.ts';
import { type NotedHiding, type Notes, note } from './noted-event.ts';
import type { RuleEntry, ScopedRule } from './rule-entry.ts';
import { DERIVED_FIELDS } from './rule-model.ts';
import type { Subject } from './subject.ts';
import { ValueClasses } from './value-classes.ts';

/** What the rules make of all events of some classes. */
export type Verdict = {
  seen: readonly Habit[];
  hidden: readonly NotedHiding[];
  /** Rules that the rest of the event decides; those that match for sure need only be taken down. */
  open: readonly { entry: RuleEntry; rules: readonly ScopedRule[]; isSure: boolean }[];
};

type Level = {
  classes: { classOf: (subject: Subject) => number };
  /** Its sources and those of the levels above it. */
  known: ReadonlySet<string>;
  /** Rules that ask for it. */
  askedBy: ReadonlySet<RuleEntry>;
};

/** `left`: what no level above ruled out. A node without a verdict asks for the class of its level. */
type Node = {
  left: readonly RuleEntry[];
  level: number;
  children: Map<number, Node>;
  verdict: Verdict | null;
};

/** So many are remembered. A day of a large organisation makes some ten thousand. */
const MOST_NODES = 100_000;
/** Fields of the record that at least so many rules of no certain event ask for are a level. */
const LEAST_ASKING = 3;

/**
 * Finds what the rules make of an event by the classes of its call, its identity, its account, address and so on, one after another:
 * events that no rule tells apart are looked at once. What is left to do for each event is to look up some numbers, and to put it to the
 * few rules that ask for more than that.
 */
export class DecisionTree {
  readonly #entries: readonly RuleEntry[];
  readonly #habits: Habits;
  #levels: readonly Level[];
  #roots = new Map<number | null, Node>();
  #nodes = 0;

  constructor(entries: readonly RuleEntry[], habits: Habits) {
    this.#entries = entries;
    this.#habits = habits;
    this.#levels = levelsOf(entries);
  }

  /** `viewId`: whose own source the event comes from. */
  verdictOf(subject: Subject, viewId: number | null): Verdict {
    let node = this.#roots.get(viewId) ?? this.#root(viewId);
    while (node.verdict === null) {
      const at = this.#levels[node.level]?.classes.classOf(subject) ?? 0;
      node = node.children.get(at) ?? this.#grow(node, at, subject, viewId);
    }
    return node.verdict;
  }

  #root(viewId: number | null): Node {
    if (this.#nodes >= MOST_NODES) {
      this.#roots.clear();
      this.#nodes = 0;
      this.#levels = levelsOf(this.#entries);
    }
    const root: Node = { left: this.#entries, level: 0, children: new Map(), verdict: null };
    this.#roots.set(viewId, root);
    return root;
  }

  #grow(parent: Node, at: number, subject: Subject, viewId: number | null): Node {
    const { known, askedBy } = this.#levels[parent.level] as Level;
    const left = parent.left.filter(
      (entry) => !askedBy.has(entry) || this.#isLeft(entry, known, subject, viewId),
    );
    const level = this.#nextLevel(parent.level, left);
    const verdict = level === -1 ? this.#judge(left, known, subject, viewId) : null;
    const node: Node = { left: level === -1 ? [] : left, level, children: new Map(), verdict };
    parent.children.set(at, node);
    this.#nodes += 1;
    // The next event begins anew.
    if (this.#nodes >= MOST_NODES) this.#roots.clear();
    return node;
  }

  #isLeft(entry: RuleEntry, known: ReadonlySet<string>, subject: Subject, viewId: number | null): boolean {
    const isOn = !known.has('@account') || entry.rulesFor(subject.event.accountId, viewId).length > 0;
    return isOn && entry.compiled.decide(subject, known) !== false;
  }

  /** The first level behind this one that a rule asks for; -1 where none is. */
  #nextLevel(before: number, left: readonly RuleEntry[]): number {
    return this.#levels.findIndex(
      ({ askedBy }, at) => at > before && left.some((entry) => askedBy.has(entry)),
    );
  }

  #judge(
    left: readonly RuleEntry[],
    known: ReadonlySet<string>,
    subject: Subject,
    viewId: number | null,
  ): Verdict {
    const notes: Notes = { matches: [], seen: [], hidden: [] };
    const open: Verdict['open'][number][] = [];
    for (const entry of left) {
      const { compiled, history } = entry;
      const rules = entry.rulesFor(subject.event.accountId, viewId);
      const isSure = compiled.decide(subject, known) === true;
      const isDecided = isSure && history !== null && compiled.decidedBy?.isSubsetOf(known);
      // An exclusion that somebody added may end while this is remembered.
      if (isDecided && rules.every(({ exclusions }) => exclusions.length === 0))
        note(entry, rules, subject, { habits: this.#habits, nowMs: 0, notes });
      else open.push({ entry, rules, isSure });
    }
    return { seen: notes.seen, hidden: notes.hidden, open };
  }
}

function levelsOf(entries: readonly RuleEntry[]): Level[] {
  const tests = entries.flatMap(({ compiled }) => compiled.tests);
  const fields = entries.flatMap(({ compiled, history }) => (history ? compiled.partFields : []));
  const groups = [CALL_SOURCES, IDENTITY_SOURCES, ['@account'], ...otherSources(entries)];
  const known = new Set<string>();
  return groups.map((sources) => {
    for (const source of sources) known.add(source);
    // Where a rule is on goes by the account.
    const asking = entries.filter(({ asks }) =>
      sources.some((source) => source === '@account' || asks.has(source)),
    );
    return {
      classes: classesOf(sources, tests, fields),
      known: new Set(known),
      askedBy: new Set(asking),
    };
  });
}

function classesOf(
  sources: readonly string[],
  tests: readonly SourceTest[],
  fields: readonly string[],
): Level['classes'] {
  const [source = ''] = sources;
  const wanted = {
    source,
    tests: tests.filter((test) => sources.includes(test.source)),
    fields: fields.filter((field) => sources.includes(sourceOf(field, false) ?? '')),
  };
  if (source === CALL) return new CallClasses(wanted);
  if (source === IDENTITY) return new IdentityClasses(wanted);
  // Which rules are on in an account is as good as a test of it.
  return new ValueClasses(source === '@account' ? { ...wanted, fields: [source] } : wanted);
}

/** What else may be looked at for many rules at once, what most of them ask for first. */
function otherSources(entries: readonly RuleEntry[]): string[][] {
  const asking = new Map<string, number>();
  for (const { compiled, asks, history } of entries) {
    if (compiled.eventNames !== null && !history) continue;
    for (const source of asks) asking.set(source, (asking.get(source) ?? 0) + 1);
  }
  const derived = DERIVED_FIELDS.filter(
    (field) =>
      field !== '@country' &&
      (field === '@ip' ? asking.has('@ip') || asking.has('@country') : asking.has(field)),
  );
  const paths = [...asking].filter(([source, count]) => !source.startsWith('@') && count >= LEAST_ASKING);
  const sources = [...derived, ...paths.sort((a, b) => b[1] - a[1]).map(([source]) => source)];
  const elsewhere = new Set([...CALL_SOURCES, ...IDENTITY_SOURCES, '@account', '@resource']);
  return sources
    .filter((source) => !elsewhere.has(source))
    .map((source) => (source === '@ip' ? ['@ip', '@country'] : [source]));
}
