import { describe, expect, test } from 'vitest';
import { chosenWords, withChosen } from '#components/ui/chosen-options.ts';
import type { ListedOptions } from '#components/ui/use-options.ts';

const options = [
  { value: 'maria', count: 9 },
  { value: 'omar', count: 4 },
];
const whole: ListedOptions = { options, total: 2, find: '' };

describe('a chosen value that the list has not', () => {
  test('has no events where the list is whole, and stands on top', () => {
    expect(withChosen(whole, ['gone', 'omar'])).toEqual([
      { value: 'gone', count: 0 },
      { value: 'omar', count: 4 },
      { value: 'maria', count: 9 },
    ]);
  });

  test.each<[string, ListedOptions | null]>([
    ['was cut off', { ...whole, total: null }],
    ['shows fewer than match', { ...whole, total: 300 }],
    ['is still that of letters typed before', { ...whole, find: 'mar' }],
    ['offers only some of all values', { ...whole, narrowed: true }],
    ['counts nothing', { ...whole, options: [{ value: 'maria' }, { value: 'omar' }] }],
  ])('has no count where the list %s', (_, listed) => {
    expect(withChosen(listed, ['rare'])[0]).toEqual({ value: 'rare' });
  });
});

test('the foot says of how many, and of more than how many where the list was cut off', () => {
  expect(chosenWords(1, null)).toBe('1 chosen');
  expect(chosenWords(1, whole)).toBe('1 of 2');
  expect(chosenWords(0, { ...whole, total: 4321 })).toBe('0 of 4,321');
  expect(chosenWords(0, { ...whole, total: null })).toBe('0 of more than 2');
});
