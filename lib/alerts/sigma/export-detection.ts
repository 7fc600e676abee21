import type { Condition, FieldTest } from '../rule-model.ts';
import { type SigmaValue, toSigmaField } from './export-field.ts';
import { printSigmaString } from './sigma-string.ts';

type SelectionMap = Record<string, SigmaValue>;
type Selection = SelectionMap | SelectionMap[] | string[];

/** A condition, by the record's fields and in normal form, as Sigma's `detection`: as few selections as say it. */
export function toDetection(condition: Condition): Record<string, Selection | string> {
  const writer = new DetectionWriter();
  const expression = writer.expression(condition, 'selection');
  return { ...writer.selections, condition: expression.text };
}

/** `compound` where it needs parentheses beside a word that binds more. */
type Expression = { text: string; compound: 'and' | 'or' | null };

class DetectionWriter {
  readonly selections: Record<string, Selection> = {};

  /** `name` of the selections to be written; they are numbered. */
  expression(condition: Condition, name: string): Expression {
    if ('not' in condition) {
      const part = this.expression(condition.not, name === 'selection' ? 'filter' : 'selection');
      return { text: `not ${part.compound ? `(${part.text})` : part.text}`, compound: null };
    }
    if ('all' in condition) return this.#allOf(condition.all, name);
    if ('any' in condition) return this.#anyOf(condition.any, name);
    return { text: this.#select(name, selectionOf(condition)), compound: null };
  }

  #allOf(parts: readonly Condition[], name: string): Expression {
    const texts: string[] = [];
    for (let at = 0; at < parts.length; ) {
      const run = runOf(parts.slice(at));
      const part = parts[at];
      if (run.length > 0) texts.push(this.#select(name, toMap(run)));
      else if (part) {
        const { text, compound } = this.expression(part, name);
        texts.push(compound === 'or' ? `(${text})` : text);
      }
      at += Math.max(run.length, 1);
    }
    return { text: texts.join(' and '), compound: texts.length > 1 ? 'and' : null };
  }

  #anyOf(parts: readonly Condition[], name: string): Expression {
    const maps = parts.map(mapOf);
    const whole = maps.flatMap((map) => (map ? [map] : []));
    if (whole.length === parts.length) return { text: this.#select(name, whole), compound: null };
    return { text: parts.map((part) => this.expression(part, name).text).join(' or '), compound: 'or' };
  }

  #select(name: string, selection: Selection): string {
    const taken = Object.keys(this.selections).filter((known) => known.startsWith(name)).length;
    const own = taken === 0 ? name : `${name}_${taken + 1}`;
    this.selections[own] = selection;
    return own;
  }
}

function selectionOf(condition: Condition): Selection {
  if ('keywords' in condition) {
    const words = condition.keywords.map((word) => printSigmaString([{ text: word }]));
    return condition.every ? { '|all': words } : words;
  }
  return mapOf(condition) ?? {};
}

// A map of a selection, where the condition is one: tests of fields, none twice in the same way.
function mapOf(condition: Condition): SelectionMap | null {
  if ('field' in condition) return toMap([condition]);
  if (!('all' in condition)) return null;
  const run = runOf(condition.all);
  return run.length === condition.all.length ? toMap(run) : null;
}

// The tests at the beginning that can stand in one map.
function runOf(parts: readonly Condition[]): FieldTest[] {
  const run: FieldTest[] = [];
  const keys = new Set<string>();
  for (const part of parts) {
    if (!('field' in part)) break;
    const { key } = toSigmaField(part);
    if (keys.has(key)) break;
    keys.add(key);
    run.push(part);
  }
  return run;
}

function toMap(tests: readonly FieldTest[]): SelectionMap {
  return Object.fromEntries(tests.map(toSigmaField).map(({ key, value }) => [key, value]));
}
