/**
 * Text that Postgres takes: no NUL, no lone surrogate, never longer than its bound. Bounds are in bytes of UTF-8,
 * because that is what an index entry (2,704 bytes at most) counts; one such value would fail a whole batch.
 */
export const FIELD_BYTES = 1024;
export const LABEL_BYTES = 2048;

/** Set by whatever changes a text, read once when the event is complete. */
export type TextMarks = { cleaned: boolean };

const REPLACEMENT = '\uFFFD';
const MAX_BYTES_PER_UNIT = 3;

/** The value as clean text of at most `maxBytes`; numbers and booleans as JSON writes them, all else ''. */
export function textOf(value: unknown, maxBytes: number, marks: TextMarks): string {
  if (typeof value === 'string') return cleanText(value, maxBytes, marks);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '';
}

export function cleanText(value: string, maxBytes: number, marks: TextMarks): string {
  let text = value;
  if (text.length * MAX_BYTES_PER_UNIT > maxBytes) text = cutText(text, maxBytes, marks);
  if (text.includes('\u0000')) {
    marks.cleaned = true;
    text = text.replaceAll('\u0000', REPLACEMENT);
  }
  if (!text.isWellFormed()) {
    marks.cleaned = true;
    text = text.toWellFormed();
  }
  return text;
}

/** Cut to the bound, between code points. A NUL counts as the three bytes of what replaces it. */
function cutText(text: string, maxBytes: number, marks: TextMarks): string {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const pair = unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(at + 1));
    bytes += pair ? 4 : bytesOfUnit(unit);
    if (bytes > maxBytes) {
      marks.cleaned = true;
      return text.slice(0, at);
    }
    if (pair) at++;
  }
  return text;
}

function bytesOfUnit(unit: number): number {
  if (unit === 0 || unit > 0x7ff) return 3;
  return unit < 0x80 ? 1 : 2;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A value as it may stand in a sentence: short, quoted, printable. */
export function quoteValue(value: unknown): string {
  if (typeof value !== 'string')
    return value === null ? 'null' : `a JSON ${Array.isArray(value) ? 'array' : typeof value}`;
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return JSON.stringify(shown.toWellFormed());
}
