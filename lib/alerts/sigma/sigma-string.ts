import type { Operator } from '../rule-model.ts';

/** A part of a Sigma text: exact text, `?` (one character) or `*` (any text). */
export type StringPart = { text: string } | 'one' | 'any';
export type SigmaString = readonly StringPart[];

/** A text with its wildcards; `\` before `*`, `?` or `\` makes that character itself, elsewhere it is itself. */
export function parseSigmaString(source: string): SigmaString {
  const parts: StringPart[] = [];
  let text = '';
  const wildcard = (part: StringPart) => {
    if (text !== '') parts.push({ text });
    text = '';
    parts.push(part);
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    const next = source.charAt(at + 1);
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      text += next;
      at += 1;
    } else if (char === '*') wildcard('any');
    else if (char === '?') wildcard('one');
    else text += char;
  }
  return text === '' ? parts : [...parts, { text }];
}

/** How a text with its wildcards is written, with as few backslashes as say it. */
export function printSigmaString(parts: SigmaString): string {
  return parts
    .map((part, index) => {
      if (part === 'any') return '*';
      if (part === 'one') return '?';
      // A backslash is doubled where a wildcard, or another one, follows it.
      const escaped = part.text.replaceAll(/[*?]|\\(?=[\\*?])/g, '\\$&');
      const meetsWildcard = index + 1 < parts.length && escaped.endsWith('\\');
      return meetsWildcard ? `${escaped}\\` : escaped;
    })
    .join('');
}

/** The text where it has no wildcard, else null. */
export function plainText(parts: SigmaString): string | null {
  const [only] = parts;
  if (only === undefined) return '';
  return parts.length === 1 && typeof only === 'object' ? only.text : null;
}

/** The plainest test that says what the parts say: wildcards at the ends are tests of their own. */
export function stringTest(parts: SigmaString): { op: Operator; value: string } {
  const filled = parts.filter((part) => typeof part !== 'object' || part.text !== '');
  const joined = filled.filter((part, index) => part !== 'any' || filled[index - 1] !== 'any');
  const first = joined[0] === 'any';
  const last = joined.length > 1 && joined.at(-1) === 'any';
  const middle = joined.slice(first ? 1 : 0, last ? -1 : undefined);
  const text = plainText(middle);
  if (text === null || (text === '' && (first || last)))
    return { op: 'wildcard', value: printSigmaString(joined) };
  if (first && last) return { op: 'contains', value: text };
  if (first) return { op: 'endsWith', value: text };
  return { op: last ? 'startsWith' : 'equals', value: text };
}
