import type { MatchPart } from './compile-rule.ts';
import { isHistoric } from './historic.ts';
import { joinSpans, type OfHistory, type Span, takesIn } from './spans.ts';
import { valuesHash } from './values-hash.ts';

/** A span of one value of one group of a rule in an account. */
export type SeenRow = Span & SeenKey;

type SeenKey = {
  ruleId: number;
  revision: number;
  accountId: string;
  groupHash: string;
  /** JSON. */
  groupValues: string;
  when: OfHistory;
};

/** One value of one group, as a batch sees it. */
export class SeenValue {
  readonly #key: SeenKey;
  readonly #value: string;
  #spans: Span[] = [];

  constructor(key: SeenKey, value: string) {
    this.#key = key;
    this.#value = value;
  }

  add(timeMs: number, eventId: string, nowMs: number): void {
    const last = this.#spans.at(-1);
    const ends = { firstMs: timeMs, firstEventId: eventId, lastMs: timeMs, lastEventId: eventId };
    const span = { value: this.#value, ...ends, historic: isHistoric(timeMs, nowMs) };
    if (!last || !takesIn(this.#key.when, last, span)) this.#spans.push(span);
  }

  /** What was added since it was asked last. */
  take(): SeenRow[] {
    const spans = joinSpans(this.#key.when, this.#spans);
    this.#spans = [];
    return spans.map((span) => ({ ...this.#key, ...span }));
  }
}

/** What a batch sees of rules that keep when values were seen: a value that comes in a thousand events is one row. */
export class SeenBatch {
  readonly #byRule = new Map<number, Map<string, SeenValue>>();

  /** The value that `key` stands for, among those of the rule; `partOf` says what it is when it is new. */
  valueOf(
    rule: { id: number; revision: number },
    when: OfHistory,
    accountId: string,
    key: string,
    partOf: () => MatchPart,
  ): SeenValue {
    let values = this.#byRule.get(rule.id);
    if (values === undefined) {
      values = new Map();
      this.#byRule.set(rule.id, values);
    }
    const whole = `${accountId} ${key}`;
    const known = values.get(whole);
    if (known) return known;
    const { group, value } = partOf();
    const made = new SeenValue(
      {
        ruleId: rule.id,
        revision: rule.revision,
        accountId,
        groupHash: valuesHash(group),
        groupValues: JSON.stringify(group),
        when,
      },
      value,
    );
    values.set(whole, made);
    return made;
  }

  /** All that was added since it was asked last. */
  take(): SeenRow[] {
    return [...this.#byRule.values()].flatMap((values) => [...values.values()].flatMap((one) => one.take()));
  }
}
