import type { MatchPart } from './compile-rule.ts';
import type { ScopedRule } from './rule-entry.ts';
import type { OfHistory } from './spans.ts';
import { valuesHash } from './values-hash.ts';

/** One value of one group in an account, for a rule that keeps when values were seen. */
export type Habit = {
  ruleId: number;
  revision: number;
  when: OfHistory;
  accountId: string;
  groupHash: string;
  /** JSON. */
  groupValues: string;
  value: string;
  valueHash: string;
};

const MOST = 50_000;

/** Habits, the same object each time as long as they are remembered. */
export class Habits {
  readonly #known = new Map<string, Habit>();

  of(rule: ScopedRule, when: OfHistory, accountId: string, { group, value }: MatchPart): Habit {
    const groupValues = JSON.stringify(group);
    const key = `${rule.id} ${accountId} ${groupValues} ${value}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made: Habit = {
      ruleId: rule.id,
      revision: rule.revision,
      when,
      accountId,
      groupHash: valuesHash(group),
      groupValues,
      value,
      valueHash: valuesHash([value]),
    };
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, made);
    return made;
  }
}
