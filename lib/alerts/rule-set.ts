import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import type { ReaderNeeds } from '#lib/cloudtrail/record-reader.ts';
import { type CompiledCondition, compileCondition } from './compile.ts';
import { type CompiledRule, compileRule, type MatchPart } from './compile-rule.ts';
import type { Condition, RuleDefinition, When } from './rule-model.ts';
import { type Subject, type SubjectSources, subjectOf } from './subject.ts';

/** A rule as it is switched on somewhere: in a view or in an account (12 digits). */
export type ActiveRule = {
  id: number;
  revision: number;
  definition: RuleDefinition;
  viewId: number | null;
  accountId: string | null;
  exclusions: readonly {
    id: number;
    /** The only account that it holds in; null for all. */
    accountId: string | null;
    untilMs: number | null;
    condition: Condition;
  }[];
};

export type NotedMatch = { ruleId: number; revision: number; when: When; parts: readonly MatchPart[] };
/** An exclusion of the rule's definition by its index, or one that somebody added by its id. */
export type NotedHiding = { ruleId: number; ownIndex: number | null; exclusionId: number | null };
/** What the rules make of one event. */
export type NotedEvent = {
  accountId: string;
  timeMs: number;
  eventId: string;
  matches: readonly NotedMatch[];
  hidden: readonly NotedHiding[];
};

type ScopedRule = {
  id: number;
  revision: number;
  exclusions: readonly (ActiveRule['exclusions'][number] & { compiled: CompiledCondition })[];
};
/** One definition, compiled once however many scopes it is on in. */
type Entry = {
  compiled: CompiledRule;
  when: When;
  byAccount: Map<string, ScopedRule[]>;
  byView: Map<number, ScopedRule[]>;
};

/** Calls that are remembered with the rules that may match them: AWS has some ten thousand. */
const MOST_CALLS = 20_000;
/** Fields beside the normaliser's that are read for rules; CloudTrail itself has about ten. */
const MOST_FIELDS = 60;

/**
 * All active rules, found by what an event is a call of: 2,000 rules that name their events cost hardly more than 20. Rules that
 * cannot be compiled are left out and stand in `broken`.
 */
export class RuleSet {
  readonly needs: ReaderNeeds;
  readonly broken: { ruleId: number; error: unknown }[] = [];
  readonly #byEventName = new Map<string, Entry[]>();
  readonly #ofAnyEvent: Entry[] = [];
  readonly #byCall = new Map<string, readonly Entry[]>();
  /** Nothing is looked for. */
  readonly isEmpty: boolean;
  /** Some rule asks for the countries of addresses. */
  readonly readsCountry: boolean;
  readonly #accountsOfView: ReadonlyMap<number, ReadonlySet<string>>;

  constructor(rules: readonly ActiveRule[], accountsOfView: ReadonlyMap<number, ReadonlySet<string>>) {
    this.#accountsOfView = accountsOfView;
    const entries = new Map<string, Entry>();
    for (const rule of rules) this.#add(rule, entries);
    this.needs = this.#index([...entries.values()]);
    this.isEmpty = entries.size === 0;
    this.readsCountry = JSON.stringify(rules).includes('"@country"');
  }

  /** `viewId`: the view whose own source the event came from, which holds the account from this event on. Null: nobody wants it. */
  see(
    event: NormalisedEvent,
    record: object,
    viewId: number | null,
    nowMs: number,
    sources: SubjectSources,
  ): NotedEvent | null {
    const { eventName, eventSource } = record as { eventName?: unknown; eventSource?: unknown };
    const call = `${eventSource} ${eventName}`;
    let subject: Subject | undefined;
    let entries = this.#byCall.get(call);
    if (entries === undefined) {
      subject = subjectOf(event, record, sources);
      entries = this.#entriesFor(subject);
      if (this.#byCall.size >= MOST_CALLS) this.#byCall.clear();
      if (event.category === 'management' || event.category === 'data') this.#byCall.set(call, entries);
    }
    if (entries.length === 0) return null;
    let noted: { matches: NotedMatch[]; hidden: NotedHiding[] } | undefined;
    for (const entry of entries) {
      const rules = this.#rulesFor(entry, event.accountId, viewId);
      if (rules === undefined) continue;
      subject ??= subjectOf(event, record, sources);
      if (!entry.compiled.matches(subject)) continue;
      noted ??= { matches: [], hidden: [] };
      take(entry, rules, subject, nowMs, noted);
    }
    if (noted === undefined) return null;
    return { accountId: event.accountId, timeMs: event.eventTimeMs, eventId: event.eventId, ...noted };
  }

  #add(rule: ActiveRule, entries: Map<string, Entry>): void {
    const { condition, when, groupBy, exclusions } = rule.definition;
    const key = JSON.stringify([condition, when, groupBy, exclusions]);
    try {
      const scoped: ScopedRule = {
        id: rule.id,
        revision: rule.revision,
        exclusions: rule.exclusions.map((one) => ({ ...one, compiled: compileCondition(one.condition) })),
      };
      const entry = entries.get(key) ?? newEntry(rule.definition);
      entries.set(key, entry);
      if (rule.viewId !== null) push(entry.byView, rule.viewId, scoped);
      const accounts =
        rule.viewId === null ? [rule.accountId ?? ''] : (this.#accountsOfView.get(rule.viewId) ?? []);
      for (const accountId of accounts) push(entry.byAccount, accountId, scoped);
    } catch (error) {
      this.broken.push({ ruleId: rule.id, error });
    }
  }

  #index(entries: readonly Entry[]): ReaderNeeds {
    const known = new Set<string>(RECORD_FIELDS);
    const fields = new Set<string>();
    let texts = false;
    for (const { compiled, byAccount, byView } of entries) {
      for (const path of compiled.paths) if (!known.has(path)) fields.add(path);
      for (const scoped of [...byAccount.values(), ...byView.values()].flat())
        for (const exclusion of scoped.exclusions) {
          for (const path of exclusion.compiled.paths) if (!known.has(path)) fields.add(path);
          texts ||= exclusion.compiled.readsText;
        }
      texts ||= compiled.readsText;
    }
    for (const entry of entries) {
      if (entry.compiled.eventNames === null) this.#ofAnyEvent.push(entry);
      else for (const name of entry.compiled.eventNames) push(this.#byEventName, name, entry);
    }
    return { alsoRead: [...fields].sort().slice(0, MOST_FIELDS), texts };
  }

  #entriesFor(subject: Subject): readonly Entry[] {
    const names = new Set([subject.event.eventName, String(Reflect.get(subject.record, 'eventName'))]);
    const named = [...names].flatMap((name) => this.#byEventName.get(name.toLowerCase()) ?? []);
    return [...new Set([...named, ...this.#ofAnyEvent])].filter(({ compiled }) => compiled.mayMatch(subject));
  }

  #rulesFor(entry: Entry, accountId: string, viewId: number | null): readonly ScopedRule[] | undefined {
    const rules = entry.byAccount.get(accountId);
    if (viewId === null || this.#accountsOfView.get(viewId)?.has(accountId)) return rules;
    const ofSource = entry.byView.get(viewId);
    return rules && ofSource ? [...rules, ...ofSource] : (rules ?? ofSource);
  }
}

function newEntry(definition: RuleDefinition): Entry {
  return {
    compiled: compileRule(definition),
    when: definition.when,
    byAccount: new Map(),
    byView: new Map(),
  };
}

function take(
  { compiled, when }: Entry,
  rules: readonly ScopedRule[],
  subject: Subject,
  nowMs: number,
  noted: { matches: NotedMatch[]; hidden: NotedHiding[] },
): void {
  const ownIndex = compiled.excludedBy(subject);
  let parts: MatchPart[] | undefined;
  for (const rule of rules) {
    const added = ownIndex === null ? addedExclusion(rule, subject, nowMs) : null;
    if (ownIndex !== null || added !== null) {
      noted.hidden.push({ ruleId: rule.id, ownIndex, exclusionId: added });
      continue;
    }
    parts ??= compiled.partsOf(subject);
    if (parts.length > 0) noted.matches.push({ ruleId: rule.id, revision: rule.revision, when, parts });
  }
}

function addedExclusion({ exclusions }: ScopedRule, subject: Subject, nowMs: number): number | null {
  for (const { id, accountId, untilMs, compiled } of exclusions) {
    if (accountId !== null && accountId !== subject.event.accountId) continue;
    if (untilMs !== null && untilMs <= nowMs) continue;
    if (compiled.matches(subject)) return id;
  }
  return null;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
