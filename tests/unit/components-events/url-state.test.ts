import { expect, test } from 'vitest';
import { createUrlState } from '#components/events/url-state.ts';

test('what the page sets counts at once, and the router coming after changes nothing', () => {
  const url = createUrlState('?a=1');
  let changes = 0;
  url.subscribe(() => {
    changes += 1;
  });
  url.set('a=2');
  url.set('a=3');
  expect(url.current()).toBe('a=3');
  url.seen('a=2');
  expect(url.current()).toBe('a=3');
  url.seen('a=3');
  expect(url.current()).toBe('a=3');
  expect(changes).toBe(2);
});

test('a link elsewhere on the page is followed, also when the router skipped a step of ours', () => {
  const url = createUrlState('');
  url.set('a=2');
  url.seen('');
  expect(url.current()).toBe('');
  url.seen('b=1');
  expect(url.current()).toBe('b=1');
});

test('back and forward go where the browser went, whatever the router still has to do', () => {
  const url = createUrlState('a=1');
  url.set('a=2');
  url.went('?a=1');
  expect(url.current()).toBe('a=1');
  url.seen('a=2');
  url.seen('a=1');
  expect(url.current()).toBe('a=1');
});

test('spelling does not matter', () => {
  const url = createUrlState('?q=%2A1%2A&event=a%3Ab');
  url.seen('q=*1*&event=a:b');
  expect(url.current()).toBe('q=*1*&event=a%3Ab');
});
