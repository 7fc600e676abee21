import { expect, test } from 'vitest';
import { readPageState, writePageState } from '#components/trails/page-state.ts';

const params = (query: string) => new URLSearchParams(query);

test('what is written is read again, and defaults leave nothing in the address', () => {
  const state = {
    q: 'prod & more',
    show: 'warnings',
    trail: 'arn:aws:cloudtrail:eu-west-1:1:trail/x',
  } as const;
  expect(readPageState(params(writePageState(params(''), state)))).toEqual(state);
  expect(writePageState(params('q=x&show=warnings&trail=y'), { q: '', show: 'all', trail: null })).toBe('');
});

test('junk is the default, and what is not the list’s own stays', () => {
  expect(readPageState(params(`show=everything&q=${'x'.repeat(300)}`))).toEqual({
    q: '',
    show: 'all',
    trail: null,
  });
  expect(writePageState(params('credentials=048213975106'), { q: 'a' })).toBe(
    '?credentials=048213975106&q=a',
  );
});
