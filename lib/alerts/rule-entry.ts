import { type CompiledCondition, compileCondition } from './compile.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import { exclusionDigest } from './exclusion-digest.ts';
import type { Condition, RuleDefinition, When } from './rule-model.ts';
import { isOfHistory, type OfHistory } from './spans.ts';

/** A rule as it is switched on somewhere: in a view or in an account (12 digits). */
export type ActiveRule = {
  id: number;
  revision: number;
  definition: RuleDefinition;
  viewId: number | null;
  accountId: string | null;
  exclusions: readonly AddedExclusion[];
  /** Indexes of the definition's exclusions that are switched off here. */
  ownOff: readonly number[];
};

/** What people left out of a rule, beside its definition's own exclusions. */
export type AddedExclusion = {
  id: number;
  /** The only account that it holds in; null for all. */
  accountId: string | null;
  untilMs: number | null;
  condition: Condition;
};

/** A definition in one scope. */
export type ScopedRule = {
  id: number;
  revision: number;
  exclusions: readonly (AddedExclusion & { compiled: CompiledCondition })[];
  ownOff: ReadonlySet<number>;
};

/** Accounts by the view that holds them. */
export type AccountsOfViews = ReadonlyMap<number, ReadonlySet<string>>;

/** One definition, compiled once however many scopes it is on in. */
export class RuleEntry {
  readonly compiled: CompiledRule;
  readonly when: When;
  /** Of the definition's exclusions, in their order. */
  readonly ownDigests: readonly string[];
  /** The same as `when`, where the rule keeps when values were seen. */
  readonly history: OfHistory | null;
  /** Sources that the tree of decisions is to look at for it. */
  readonly asks: ReadonlySet<string>;
  readonly #accountsOfViews: AccountsOfViews;
  readonly #byAccount = new Map<string, ScopedRule[]>();
  readonly #byView = new Map<number, ScopedRule[]>();

  /** Throws TrailkeepError `bad-request` where a condition cannot be compiled. */
  constructor(definition: RuleDefinition, accountsOfViews: AccountsOfViews) {
    this.compiled = compileRule(definition);
    this.when = definition.when;
    this.ownDigests = definition.exclusions.map(exclusionDigest);
    this.history = isOfHistory(definition.when) ? definition.when : null;
    this.asks = (this.history && this.compiled.decidedBy) ?? this.compiled.sources;
    this.#accountsOfViews = accountsOfViews;
  }

  /** Puts it on in the rule's scope, and gives it as it is there. Throws TrailkeepError `bad-request` where an exclusion cannot be compiled. */
  add({ id, revision, viewId, accountId, exclusions, ownOff }: ActiveRule): ScopedRule {
    const compiled = exclusions.map((one) => ({ ...one, compiled: compileCondition(one.condition) }));
    const scoped: ScopedRule = { id, revision, exclusions: compiled, ownOff: new Set(ownOff) };
    if (viewId !== null) push(this.#byView, viewId, scoped);
    const accounts = viewId === null ? [accountId ?? ''] : (this.#accountsOfViews.get(viewId) ?? []);
    for (const account of accounts) push(this.#byAccount, account, scoped);
    return scoped;
  }

  /** Where it is on for an account's event that came from the own source of a view, which holds the account from now on. */
  rulesFor(accountId: string, viewId: number | null): readonly ScopedRule[] {
    const rules = this.#byAccount.get(accountId) ?? [];
    if (viewId === null || this.#accountsOfViews.get(viewId)?.has(accountId)) return rules;
    return [...rules, ...(this.#byView.get(viewId) ?? [])];
  }

  /** The whole text of records is needed, for its definition or for what people excluded from it anywhere. */
  readsText(): boolean {
    const scoped = [...this.#byAccount.values(), ...this.#byView.values()].flat();
    return (
      this.compiled.readsText ||
      scoped.some(({ exclusions }) => exclusions.some(({ compiled }) => compiled.readsText))
    );
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
