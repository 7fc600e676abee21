import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { ReaderNeeds } from '#lib/cloudtrail/record-reader.ts';
import { chooseFields, type RuleReads, type UnreadField } from './also-read.ts';
import { DecisionTree } from './decision-tree.ts';
import { Habits } from './habits.ts';
import { type NotedEvent, type Notes, note } from './noted-event.ts';
import { type AccountsOfViews, type ActiveRule, RuleEntry } from './rule-entry.ts';
import { type SubjectSources, subjectOf } from './subject.ts';

/** What a batch knows beside its events. */
export type Look = {
  /** The view whose own source the events come from, which holds their accounts from now on. */
  viewId: number | null;
  nowMs: number;
};

const NO_MATCHES: NotedEvent['matches'] = [];

/** All active rules, ready to be put to events. Rules that cannot be compiled are left out and stand in `broken`. */
export class RuleSet {
  readonly needs: ReaderNeeds;
  readonly broken: { ruleId: number; error: unknown }[] = [];
  /** Fields that rules ask for and that are not read: to them they are absent. */
  readonly unread: readonly UnreadField[];
  /** Nothing is looked for. */
  readonly isEmpty: boolean;
  /** Some rule asks for the countries of addresses. */
  readonly readsCountry: boolean;
  readonly #habits = new Habits();
  readonly #tree: DecisionTree;

  constructor(rules: readonly ActiveRule[], accountsOfViews: AccountsOfViews) {
    const entries = new Map<string, RuleEntry>();
    const { read, unread } = chooseFields(rules.flatMap((rule) => this.#add(rule, entries, accountsOfViews)));
    this.needs = { alsoRead: read, texts: [...entries.values()].some((entry) => entry.readsText()) };
    this.unread = unread;
    this.isEmpty = entries.size === 0;
    this.readsCountry = [...entries.keys(), JSON.stringify(rules.map(({ exclusions }) => exclusions))].some(
      (json) => json.includes('"@country"'),
    );
    this.#tree = new DecisionTree([...entries.values()], this.#habits);
  }

  /** What the rules make of one event; null: nobody wants it. */
  see(event: NormalisedEvent, record: object, look: Look, sources: SubjectSources): NotedEvent | null {
    const subject = subjectOf(event, record, sources);
    const { seen, hidden, open } = this.#tree.verdictOf(subject, look.viewId);
    const { accountId, eventTimeMs: timeMs, eventId } = event;
    if (open.length === 0)
      return seen.length + hidden.length === 0
        ? null
        : { accountId, timeMs, eventId, matches: NO_MATCHES, seen, hidden };
    const notes: Notes = { matches: [], seen: [], hidden: [] };
    for (const { entry, rules, isSure } of open)
      if (isSure || entry.compiled.matches(subject))
        note(entry, rules, subject, { habits: this.#habits, nowMs: look.nowMs, notes });
    const noted = {
      matches: notes.matches,
      seen: notes.seen.length === 0 ? seen : [...seen, ...notes.seen],
      hidden: notes.hidden.length === 0 ? hidden : [...hidden, ...notes.hidden],
    };
    if (noted.matches.length + noted.seen.length + noted.hidden.length === 0) return null;
    return { accountId, timeMs, eventId, ...noted };
  }

  /** What it reads; nothing where it cannot be used. */
  #add(rule: ActiveRule, entries: Map<string, RuleEntry>, accountsOfViews: AccountsOfViews): RuleReads[] {
    const { condition, when, groupBy, exclusions } = rule.definition;
    const key = JSON.stringify([condition, when, groupBy, exclusions]);
    try {
      const entry = entries.get(key) ?? new RuleEntry(rule.definition, accountsOfViews);
      const added = entry.add(rule).exclusions.flatMap(({ compiled }) => [...compiled.paths]);
      entries.set(key, entry);
      const place = rule.viewId === null ? `account:${rule.accountId}` : `view:${rule.viewId}`;
      return [{ place, fields: [...entry.compiled.paths, ...added] }];
    } catch (error) {
      this.broken.push({ ruleId: rule.id, error });
      return [];
    }
  }
}
