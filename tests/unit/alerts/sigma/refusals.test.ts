import { describe, expect, it } from 'vitest';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { reasons, ruleText } from './sigma-rule.ts';

const selection = (lines: string) => ruleText(`selection:\n  ${lines}\ncondition: selection`);

describe('what cannot be imported', () => {
  // Line 7 is that of the selection's first line.
  it.each([
    ['eventName|sounds_like: x', 7, 'There is no modifier “sounds_like”.'],
    ['eventName|contains|endswith: x', 7, 'The modifiers contains and endswith cannot go together.'],
    ['eventName|contains|base64: x', 7, 'The modifier base64 must stand before contains.'],
    ['eventName|i: x', 7, 'The modifier i must follow re.'],
    ['eventTime|hour: 3', 7, 'The modifier hour, a part of a time, cannot be tested'],
    ['eventName|wide: x', 7, 'base64 or base64offset must follow'],
    ['eventName|base64offset|contains: a', 7, 'too short for base64offset'],
    ["eventName|base64: 'a*'", 7, 'A value with wildcards cannot be encoded by base64.'],
    ['eventName|contains: null', 7, 'null takes no modifier.'],
    ['eventName|exists: maybe', 7, 'exists takes true or false.'],
    ['eventName|exists: [true, false]', 7, 'takes one value'],
    ["eventName|expand: '%admins%'", 7, 'The placeholder %admins% has no values here'],
    ["eventName|re: 'a(?=b)'", 7, 'regular expression'],
    ["eventName|re: '(a)\\1'", 7, 'regular expression'],
    ['sourceIPAddress|cidr: nowhere', 7, '“nowhere” is no range of addresses.'],
    ['sourceIPAddress|lt: many', 7, '“many” is no number to compare with.'],
    ["'|re': x", 7, 'Words anywhere in the record take the modifiers all and contains, not re.'],
    ["- 'a*b'", 7, 'cannot have a wildcard within it'],
    ["- '*'", 7, 'A word to look for anywhere in the record is empty.'],
    ['eventName: []', 7, '“eventName” has no value.'],
    ['eventName: {a: b}', 7, 'eventName must be one value, not a map.'],
    ["eventName|windash: '-a -b -c -d -e'", 7, 'windash makes more than 625 texts'],
    ['eventName: "a\\0"', 7, 'A text has a character in it that no text can have'],
    ['{}', 7, 'A selection is empty.'],
    ['[]', 7, 'A selection is empty.'],
  ])('%j: line %i, %s', (lines, line, reason) => {
    const refused = reasons(selection(lines));
    expect(refused).toEqual([{ line, title: 'A rule', reason: expect.stringContaining(reason) }]);
  });

  it('is told on the line of the value where that is another one', () => {
    const text = selection('sourceIPAddress|cidr:\n      - 10.0.0.0/8\n      - nowhere');
    expect(reasons(text)).toMatchObject([{ line: 9 }]);
  });

  it.each([
    [
      'title: X\nlogsource: {product: windows, service: security}\ndetection: {a: {b: c}, condition: a}',
      2,
      'product: windows, service: security',
    ],
    [
      'title: X\nlogsource: {product: aws}\ndetection: {a: {b: c}, condition: a}',
      2,
      'The rule is about other logs',
    ],
    ['title: X\ndetection: {a: {b: c}, condition: a}', 1, 'The rule has no logsource.'],
    ['title: X\nlogsource: {product: aws, service: cloudtrail}', 1, 'The rule has no detection.'],
    [ruleText('selection:\n  eventName: x'), 5, 'The detection has no condition.'],
    [ruleText('selection:\n  eventName: x\ncondition: selection', 'id: 1'), 1, 'The rule has no title.'],
    [ruleText('a:\n  eventName: x\ncondition: a', 'title: X\nlevel: severe'), 2, '“severe” is no level'],
    [
      ruleText('a:\n  eventName: x\ncondition: a', 'title: X\ntaxonomy: ecs'),
      2,
      'The taxonomy “ecs” is not known',
    ],
    [ruleText('a:\n  eventName: x\ncondition: a', `title: ${'x'.repeat(300)}`), 1, 'name'],
    [
      'title: X\nlogsource: {product: aws, service: cloudtrail}\nfilter: {rules: [a], b: {c: d}, condition: b}',
      3,
      'This is a filter for other rules',
    ],
    ['- one\n- two', 1, 'A rule is a map'],
    ['title: X\n\tid: 1', 2, 'This is not YAML'],
    ['title: X\ntitle: Y', 2, 'The key “title” stands twice in one map.'],
    ['title: *nobody', 1, ''],
    ['? [a, b]\n: c', 1, 'The key of a map is itself a list or map.'],
  ])('%j: line %i, %s', (text, line, reason) => {
    expect(reasons(text)).toEqual([
      { line, title: expect.any(String), reason: expect.stringContaining(reason) },
    ]);
  });

  it('does not keep the other rules of the text from being imported', () => {
    const good = ruleText('a:\n  eventName: x\ncondition: a');
    const bad = ruleText('a:\n  eventName|nope: x\ncondition: a', 'title: Bad');
    const { rules, refused } = importSigma([good, bad, 'not: [yaml\n', good].join('---\n'));
    expect(rules.map(({ line }) => line)).toEqual([1, 21]);
    expect(refused).toMatchObject([
      { line: 16, title: 'Bad' },
      { line: 20, title: '' },
    ]);
  });

  it('is bounded in its size and depth', () => {
    expect(reasons('a'.repeat(1_000_001))).toMatchObject([
      { reason: expect.stringContaining('longer than 1,000,000') },
    ]);
    expect(reasons('['.repeat(100_000))).toHaveLength(1);
    expect(reasons(`a: ${'['.repeat(60)}${']'.repeat(60)}`)).toMatchObject([
      { reason: 'The YAML is nested more than 40 deep.' },
    ]);
    const doubling = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
    expect(reasons(['a0: &a0 x', ...doubling].join('\n'))).toMatchObject([
      { reason: expect.stringMatching(/more than|nested/) },
    ]);
    const many = Array.from({ length: 501 }, (_, at) => `s${at}:\n  f${at}: x`).join('\n');
    expect(reasons(ruleText(`${many}\ncondition: 1 of s*`))).toMatchObject([
      { reason: expect.stringContaining('501 tests; 500 are the most') },
    ]);
  });
});
