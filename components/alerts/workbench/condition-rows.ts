import { type Condition, type FieldTest, OPERATORS, type Operator } from '#lib/alerts/rule-model.ts';
import { partId } from './part-id.ts';

/** A test of one field as the form shows it: an operator, and whether it is negated. */
export type ConditionRow = {
  id: number;
  field: string;
  op: Operator;
  negated: boolean;
  /** As they stand in the rule; those that are being typed are texts. None for `exists`. */
  values: FieldTest['values'];
};

/** A condition as the form shows it. */
export type ConditionRows = {
  /** Whether an event must meet all of the rows, or any of them. */
  match: 'all' | 'any';
  rows: ConditionRow[];
  /** Parts of the condition that rows cannot show. All of them must be met besides. */
  kept: Condition[];
};

/** Operators that compare numbers. */
const NUMERIC: ReadonlySet<Operator> = new Set(['lessThan', 'atMost', 'greaterThan', 'atLeast']);
/** Those whose opposite is another of them. */
export const ROW_CHOICES: readonly { op: Operator; negated: boolean }[] = [false, true].flatMap((negated) =>
  OPERATORS.filter((op) => !negated || !NUMERIC.has(op)).map((op) => ({ op, negated })),
);

export function newRow(row: Partial<Omit<ConditionRow, 'id'>> = {}): ConditionRow {
  return { field: '', op: 'equals', negated: false, values: [], ...row, id: partId() };
}

/** A condition in rows; what they cannot show is kept as it is, so that nothing of it is lost. Null: no condition. */
export function rowsOfCondition(condition: Condition | null): ConditionRows {
  if (condition === null) return { match: 'all', rows: [], kept: [] };
  if ('any' in condition) {
    const rows = condition.any.flatMap(rowOf);
    if (rows.length === condition.any.length) return { match: 'any', rows, kept: [] };
  }
  const parts = 'all' in condition ? condition.all : [condition];
  const shown = parts.map((part) => ({ part, row: rowOf(part) }));
  return {
    match: 'all',
    rows: shown.flatMap(({ row }) => row),
    kept: shown.flatMap(({ part, row }) => (row.length === 0 ? [part] : [])),
  };
}

/** The parts of a condition that all must be met; none for a form without rows. */
export function partsOfRows({ match, rows, kept }: ConditionRows): Condition[] {
  const tests = rows.map(conditionOfRow);
  return [...(match === 'any' && tests.length > 1 ? [{ any: tests }] : tests), ...kept];
}

/** Values as lines of a text, and back: an empty line is none. */
export function textOfValues(values: ConditionRow['values']): string {
  return values.map(String).join('\n');
}

export function valuesOfText(text: string): ConditionRow['values'] {
  return text === '' ? [] : text.split('\n');
}

/** What is missing in a row, in words. */
export function rowFault({ field, op, values }: ConditionRow): string | undefined {
  if (field.trim() === '') return 'Say which field.';
  if (op !== 'exists' && filled(values).length === 0) return 'Say a value.';
  const wrong = NUMERIC.has(op) ? filled(values).find((value) => Number.isNaN(Number(value))) : undefined;
  return wrong === undefined ? undefined : `“${wrong}” is no number.`;
}

/** One row, or none where the form has no control for something that the test says. */
function rowOf(condition: Condition): ConditionRow[] {
  const negated = 'not' in condition;
  const test = negated ? condition.not : condition;
  if (!('field' in test)) return [];
  const { field, op, values, every, elements, caseSensitive } = test;
  if (every || elements === 'all' || caseSensitive) return [];
  if (op === 'exists') {
    const [wanted] = values;
    if (values.length !== 1 || typeof wanted !== 'boolean') return [];
    return [newRow({ field, op, negated: negated === wanted })];
  }
  if (negated && NUMERIC.has(op)) return [];
  if (values.some((value) => value === null || value === '' || String(value).includes('\n'))) return [];
  return [newRow({ field, op, negated, values })];
}

function conditionOfRow({ field, op, negated, values }: ConditionRow): Condition {
  if (op === 'exists') return { field: field.trim(), op, values: [!negated] };
  const wanted = filled(values).map((value) =>
    NUMERIC.has(op) && !Number.isNaN(Number(value)) ? Number(value) : value,
  );
  const test: FieldTest = { field: field.trim(), op, values: wanted };
  return negated ? { not: test } : test;
}

/** Without lines that nothing was typed into. */
function filled(values: ConditionRow['values']): ConditionRow['values'] {
  return values.filter((value) => value !== '');
}
