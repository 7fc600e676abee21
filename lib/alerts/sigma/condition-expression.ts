import type { Condition } from '../rule-model.ts';
import { wildcardTest } from '../wildcard.ts';
import { allOf, anyOf, not } from './normal-form.ts';
import { refuse } from './refusal.ts';

/** The selections of a rule by their names, in their order. */
export type Selections = ReadonlyMap<string, Condition>;

const MAX_LENGTH = 5_000;
const MAX_DEPTH = 30;

/**
 * Reads a rule's `condition`: names of selections, `and`, `or`, `not`, parentheses, `1 of x*`, `all of them`. `not` binds more than
 * `and`, which binds more than `or`.
 * @param line where it stands, for refusals.
 */
export function readExpression(source: string, selections: Selections, line: number): Condition {
  if (source.length > MAX_LENGTH) refuse(line, `The condition is longer than ${MAX_LENGTH} characters.`);
  return new ExpressionParser(source, selections, line).parse();
}

class ExpressionParser {
  readonly #tokens: string[];
  readonly #selections: Selections;
  readonly #line: number;
  #at = 0;
  #depth = 0;

  constructor(source: string, selections: Selections, line: number) {
    this.#selections = selections;
    this.#line = line;
    this.#tokens = source.match(/[()|]|[^\s()|]+/g) ?? [];
  }

  parse(): Condition {
    if (this.#tokens.includes('|'))
      this.#refuse(
        'The condition counts with a pipe (| count() > n), as old rules did. Write a correlation document instead.',
      );
    const read = this.#or();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) this.#refuse(`The condition has “${rest}” where “and” or “or” was expected.`);
    return read;
  }

  #or(): Condition {
    const parts = [this.#and()];
    while (this.#take('or')) parts.push(this.#and());
    return anyOf(parts);
  }

  #and(): Condition {
    const parts = [this.#not()];
    while (this.#take('and')) parts.push(this.#not());
    return allOf(parts);
  }

  #not(): Condition {
    let negated = false;
    while (this.#take('not')) negated = !negated;
    const part = this.#operand();
    return negated ? not(part) : part;
  }

  #operand(): Condition {
    const token = this.#tokens[this.#at];
    if (token === undefined) this.#refuse('The condition ends where a selection was expected.');
    this.#at += 1;
    if (token === '(') return this.#parentheses();
    if (this.#word() === 'of') return this.#quantified(token);
    const selection = this.#selections.get(token);
    if (!selection) this.#refuse(`The condition names “${token}”, and there is no such selection.`);
    return selection;
  }

  #parentheses(): Condition {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#refuse(`The condition has parentheses more than ${MAX_DEPTH} deep.`);
    const read = this.#or();
    this.#depth -= 1;
    if (!this.#take(')')) this.#refuse('The condition has a ( without its ).');
    return read;
  }

  // `1 of selection_*`, `all of them`: the `of` comes next.
  #quantified(quantity: string): Condition {
    this.#at += 1;
    const pattern = this.#tokens[this.#at];
    if (pattern === undefined || /^[()]$/.test(pattern))
      this.#refuse(`The condition has “${quantity} of” without what of.`);
    this.#at += 1;
    const named = this.#namedLike(pattern);
    if (named.length === 0)
      this.#refuse(`The condition asks for “${quantity} of ${pattern}”, and none is named so.`);
    if (/^(1|any)$/i.test(quantity)) return anyOf(named);
    if (/^all$/i.test(quantity)) return allOf(named);
    return this.#refuse(
      `The condition has “${quantity} of ${pattern}”: only “1 of” and “all of” have a meaning.`,
    );
  }

  #namedLike(pattern: string): Condition[] {
    const fits =
      pattern.toLowerCase() === 'them' ? (name: string) => !name.startsWith('_') : wildcardTest(pattern);
    return [...this.#selections].flatMap(([name, selection]) => (fits(name) ? [selection] : []));
  }

  #word(): string | undefined {
    return this.#tokens[this.#at]?.toLowerCase();
  }

  #take(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#at += 1;
    return true;
  }

  #refuse(reason: string): never {
    return refuse(this.#line, reason);
  }
}
