import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { RECORD_FIELDS } from '#lib/cloudtrail/record-fields.ts';
import type { ReaderNeeds } from '#lib/cloudtrail/record-reader.ts';
import { CALL, type CompiledCondition, compileCondition } from './compile.ts';
import { type CompiledRule, compileRule, type MatchPart } from './compile-rule.ts';
import type { Condition, RuleDefinition, When } from './rule-model.ts';
import type { SeenBatch, SeenValue } from './seen-batch.ts';
import { bitsOf, removeBits, SourceFilter, setBit, wordsFor } from './source-filter.ts';
import { isOfHistory, type OfHistory } from './spans.ts';
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
  /** Indexes of the definition's exclusions that are switched off here. */
  ownOff: readonly number[];
};

export type NotedMatch = { ruleId: number; revision: number; parts: readonly MatchPart[] };
/** An exclusion of the rule's definition by its index, or one that somebody added by its id. */
export type NotedHiding = { ruleId: number; ownIndex: number | null; exclusionId: number | null };
/** What the rules make of one event. */
export type NotedEvent = {
  accountId: string;
  timeMs: number;
  eventId: string;
  matches: NotedMatch[];
  /** For rules that keep when values were seen. */
  seen: SeenValue[];
  hidden: NotedHiding[];
};

/** What a batch knows beside its events. */
export type Look = {
  /** The view whose own source the events come from, which holds their accounts from now on. */
  viewId: number | null;
  nowMs: number;
  seen: SeenBatch;
};

type ScopedRule = {
  id: number;
  revision: number;
  exclusions: readonly (ActiveRule['exclusions'][number] & { compiled: CompiledCondition })[];
  ownOff: ReadonlySet<number>;
};
/** One definition, compiled once however many scopes it is on in. */
type Entry = {
  /** Its number among all of them. */
  at: number;
  compiled: CompiledRule;
  when: When;
  byAccount: Map<string, ScopedRule[]>;
  byView: Map<number, ScopedRule[]>;
};

/** What may match events of one call, and what of an event may rule some of it out again. */
type OfCall = {
  count: number;
  /** A bit for each rule. */
  candidates: Uint32Array;
  filters: readonly SourceFilter[];
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
  /** By the record's service, and then its event name: texts that the reader gives again and again, so that no new one is made. */
  readonly #byCall = new Map<unknown, Map<unknown, OfCall>>();
  #calls = 0;
  readonly #entries: readonly Entry[];
  /** Of the event that is looked at. */
  readonly #left: Uint32Array;
  readonly #filters: ReadonlyMap<string, SourceFilter>;
  /** Nothing is looked for. */
  readonly isEmpty: boolean;
  /** Some rule asks for the countries of addresses. */
  readonly readsCountry: boolean;
  readonly #accountsOfView: ReadonlyMap<number, ReadonlySet<string>>;

  constructor(rules: readonly ActiveRule[], accountsOfView: ReadonlyMap<number, ReadonlySet<string>>) {
    this.#accountsOfView = accountsOfView;
    const entries = new Map<string, Entry>();
    for (const rule of rules) this.#add(rule, entries);
    const compiled = [...entries.values()].map((entry) => entry.compiled);
    const sources = new Set(compiled.flatMap((rule) => [...rule.sources]));
    this.#filters = new Map([...sources].map((source) => [source, new SourceFilter(source, compiled)]));
    this.#entries = [...entries.values()];
    this.#left = new Uint32Array(wordsFor(entries.size));
    this.needs = this.#index(this.#entries);
    this.isEmpty = entries.size === 0;
    this.readsCountry = JSON.stringify(rules).includes('"@country"');
  }

  /** What the rules make of an event; null: nobody wants it. */
  see(event: NormalisedEvent, record: object, look: Look, sources: SubjectSources): NotedEvent | null {
    const service: unknown = Reflect.get(record, 'eventSource');
    const name: unknown = Reflect.get(record, 'eventName');
    let subject: Subject | undefined;
    let ofCall = this.#byCall.get(service)?.get(name);
    if (ofCall === undefined) {
      subject = subjectOf(event, record, sources);
      ofCall = this.#ofCall(subject);
      if (event.category === 'management' || event.category === 'data') this.#remember(service, name, ofCall);
    }
    if (ofCall.count === 0) return null;
    subject ??= subjectOf(event, record, sources);
    const candidates = this.#leftOf(ofCall, subject);
    if (candidates.length === 0) return null;
    const { accountId, eventTimeMs: timeMs, eventId } = event;
    const noted: NotedEvent = { accountId, timeMs, eventId, matches: [], seen: [], hidden: [] };
    for (const at of candidates) {
      const entry = this.#entries[at];
      const rules = entry && this.#rulesFor(entry, accountId, look.viewId);
      if (!entry || !rules || !entry.compiled.matches(subject)) continue;
      take(entry, rules, subject, look, noted);
    }
    return noted.matches.length + noted.seen.length + noted.hidden.length === 0 ? null : noted;
  }

  #remember(service: unknown, name: unknown, ofCall: OfCall): void {
    if (this.#calls >= MOST_CALLS) {
      this.#byCall.clear();
      this.#calls = 0;
    }
    const ofService = this.#byCall.get(service) ?? new Map<unknown, OfCall>();
    this.#byCall.set(service, ofService.set(name, ofCall));
    this.#calls += 1;
  }

  /** Numbers of the rules that may match the call and that nothing else about the event rules out. */
  #leftOf({ candidates, filters }: OfCall, subject: Subject): number[] {
    const left = this.#left;
    left.set(candidates);
    for (const filter of filters) {
      const ruledOut = filter.ruledOut(subject);
      if (ruledOut !== null) removeBits(left, ruledOut);
    }
    return bitsOf(left);
  }

  #add(rule: ActiveRule, entries: Map<string, Entry>): void {
    const { condition, when, groupBy, exclusions } = rule.definition;
    const key = JSON.stringify([condition, when, groupBy, exclusions]);
    try {
      const scoped: ScopedRule = {
        id: rule.id,
        revision: rule.revision,
        exclusions: rule.exclusions.map((one) => ({ ...one, compiled: compileCondition(one.condition) })),
        ownOff: new Set(rule.ownOff),
      };
      const entry = entries.get(key) ?? newEntry(rule.definition, entries.size);
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

  #ofCall(subject: Subject): OfCall {
    const names = new Set([subject.event.eventName, String(Reflect.get(subject.record, 'eventName'))]);
    const named = [...names].flatMap((name) => this.#byEventName.get(name.toLowerCase()) ?? []);
    const entries = [...new Set([...named, ...this.#ofAnyEvent])].filter(({ compiled }) =>
      compiled.mayMatch(subject),
    );
    const sources = new Set(entries.flatMap(({ compiled }) => [...compiled.sources]));
    sources.delete(CALL);
    const candidates = new Uint32Array(this.#left.length);
    for (const { at } of entries) setBit(candidates, at);
    return {
      count: entries.length,
      candidates,
      filters: [...sources].flatMap((source) => this.#filters.get(source) ?? []),
    };
  }

  #rulesFor(entry: Entry, accountId: string, viewId: number | null): readonly ScopedRule[] | undefined {
    const rules = entry.byAccount.get(accountId);
    if (viewId === null || this.#accountsOfView.get(viewId)?.has(accountId)) return rules;
    const ofSource = entry.byView.get(viewId);
    return rules && ofSource ? [...rules, ...ofSource] : (rules ?? ofSource);
  }
}

function newEntry(definition: RuleDefinition, at: number): Entry {
  return {
    at,
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
  look: Look,
  noted: NotedEvent,
): void {
  const excludedBy = compiled.excludedBy(subject);
  const takePart = isOfHistory(when)
    ? valueTaker(compiled, when, subject, look, noted)
    : partTaker(compiled, subject, noted);
  for (const rule of rules) {
    const isOff = excludedBy !== null && rule.ownOff.has(excludedBy);
    const ownIndex = isOff ? compiled.excludedBy(subject, rule.ownOff) : excludedBy;
    const added = ownIndex === null ? addedExclusion(rule, subject, look.nowMs) : null;
    if (ownIndex === null && added === null) takePart(rule);
    else noted.hidden.push({ ruleId: rule.id, ownIndex, exclusionId: added });
  }
}

function partTaker(compiled: CompiledRule, subject: Subject, noted: NotedEvent): (rule: ScopedRule) => void {
  let parts: MatchPart[] | undefined;
  return ({ id: ruleId, revision }) => {
    parts ??= compiled.partsOf(subject);
    if (parts.length > 0) noted.matches.push({ ruleId, revision, parts });
  };
}

function valueTaker(
  { keyOf, partsOf }: CompiledRule,
  when: OfHistory,
  subject: Subject,
  { seen }: Look,
  noted: NotedEvent,
): (rule: ScopedRule) => void {
  const { accountId } = noted;
  if (keyOf === null)
    return (rule) => {
      for (const part of partsOf(subject))
        noted.seen.push(seen.valueOf(rule, when, accountId, JSON.stringify(part), () => part));
    };
  const key = keyOf(subject);
  const firstPart = () => partsOf(subject)[0] ?? { group: [], step: 0, value: '' };
  return (rule) => {
    if (key !== '') noted.seen.push(seen.valueOf(rule, when, accountId, key, firstPart));
  };
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
