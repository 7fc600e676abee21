import { placeAt, type TextPlace } from './json-place.ts';

const SPACE = /[\t\n\r ]*/y;
// Every character from the blank on may stand in a string, but for quotes and backslashes.
const TOKEN =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\],:]/y;

/** What may stand at a place of a text. */
const EXPECTED = {
  value: 'expected a value',
  firstElement: 'expected a value or ]',
  firstName: 'expected a name in quotes or }',
  name: 'expected a name in quotes',
  colon: 'expected a colon',
  nextName: 'expected a comma or }',
  nextElement: 'expected a comma or ]',
  end: 'expected nothing more',
} as const;
type Expected = keyof typeof EXPECTED;

/**
 * Where a text stops to be JSON and what should stand there; null for JSON. The browsers' parsers tell the place of some faults only,
 * each in words of its own.
 */
export function syntaxFault(text: string): { place: TextPlace; message: string } | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    offset = endOf(SPACE, text, offset) ?? offset;
    if (offset === text.length && expected === 'end') return null;
    const end = endOf(TOKEN, text, offset);
    const next: Expected | null = end === null ? null : step(expected, text.slice(offset, end), open);
    if (end === null || next === null)
      return {
        place: placeAt(text, offset),
        message: offset === text.length ? `the text ends here, ${EXPECTED[expected]}` : EXPECTED[expected],
      };
    expected = next;
    offset = end;
  }
}

/** What may follow a token, null where it may not stand there. Keeps `open`. */
function step(expected: Expected, token: string, open: ('{' | '[')[]): Expected | null {
  switch (expected) {
    case 'firstElement':
      return token === ']' ? closed(open) : begun(token, open);
    case 'value':
      return begun(token, open);
    case 'firstName':
      return token === '}' ? closed(open) : step('name', token, open);
    case 'name':
      return token.startsWith('"') ? 'colon' : null;
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'nextName':
      return token === ',' ? 'name' : token === '}' ? closed(open) : null;
    case 'nextElement':
      return token === ',' ? 'value' : token === ']' ? closed(open) : null;
    case 'end':
      return null;
  }
}

function begun(token: string, open: ('{' | '[')[]): Expected | null {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'firstName' : 'firstElement';
  }
  return /^[}\],:]/.test(token) ? null : after(open);
}

function closed(open: ('{' | '[')[]): Expected {
  open.pop();
  return after(open);
}

/** What may stand behind a whole value. */
function after(open: readonly ('{' | '[')[]): Expected {
  const holder = open.at(-1);
  if (holder === undefined) return 'end';
  return holder === '{' ? 'nextName' : 'nextElement';
}

function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}
