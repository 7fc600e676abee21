import type { Condition, FieldTest } from '../rule-model.ts';

/** Where the search box looks. A session's own ARN stands in the record alone. */
const SEARCHED = [
  '@user',
  '@principalArn',
  'userIdentity.arn',
  '@session',
  '@event',
  '@service',
  '@ip',
  '@accessKey',
  '@resource',
  '@account',
] as const;

/** The search box as a condition: any part of a text, or with `*` and `?` the whole of it. */
export function searchCondition(term: string): Condition {
  const test: Pick<FieldTest, 'op' | 'values'> = /[*?]/.test(term)
    ? { op: 'wildcard', values: [term.replaceAll('\\', '\\\\')] }
    : { op: 'contains', values: [term] };
  return { any: SEARCHED.map((field) => ({ field, ...test })) };
}

/** The term that `searchCondition` makes this condition of; null for any other condition. */
export function termOfSearch(condition: Condition): string | null {
  const first = 'any' in condition ? condition.any[0] : undefined;
  const value = first && 'values' in first ? first.values[0] : undefined;
  if (!first || !('op' in first) || typeof value !== 'string') return null;
  const term = first.op === 'wildcard' ? value.replaceAll('\\\\', '\\') : value;
  return JSON.stringify(searchCondition(term)) === JSON.stringify(condition) ? term : null;
}
