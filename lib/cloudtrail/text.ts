/**
 * Text that Postgres takes: no NUL, no lone surrogate, never longer than its bound. Bounds are in bytes of UTF-8,
 * because that is what an index entry (2,704 bytes at most) counts; one such value would fail a whole batch.
 */
export const FIELD_BYTES = 1024;
export const LABEL_BYTES = 2048;

/** Set by whatever changes a text, read once when the event is complete. */
export type TextMarks = { cleaned: boolean };

const REPLACEMENT = '\uFFFD';
/** No UTF-16 unit takes more bytes of UTF-8; a short text needs no counting. */
const MAX_BYTES_PER_UNIT = 3;

/** The value as clean text of at most `maxBytes`; numbers and booleans as JSON writes them, all else ''. */
export function textOf(value: unknown, maxBytes: number, marks: TextMarks): string {
  if (typeof value === 'string') return cleanText(value, maxBytes, marks);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '';
}

/** Cut first, so that a text of megabytes costs no more than one of the bound's length. */
export function cleanText(value: string, maxBytes: number, marks: TextMarks): string {
  let text = value;
  if (text.length > maxBytes) {
    marks.cleaned = true;
    text = text.slice(0, maxBytes);
  }
  if (text.includes('\u0000')) {
    marks.cleaned = true;
    text = text.replaceAll('\u0000', REPLACEMENT);
  }
  if (!text.isWellFormed()) {
    marks.cleaned = true;
    text = text.toWellFormed();
  }
  if (text.length * MAX_BYTES_PER_UNIT > maxBytes && Buffer.byteLength(text) > maxBytes) {
    marks.cleaned = true;
    text = cutToBytes(text, maxBytes);
  }
  return text;
}

/** As many whole characters as fit. `text` is well-formed. */
function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** A value as it may stand in a sentence: short, quoted, printable. */
export function quoteValue(value: unknown): string {
  if (typeof value !== 'string')
    return value === null ? 'null' : `a JSON ${Array.isArray(value) ? 'array' : typeof value}`;
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return JSON.stringify(shown.toWellFormed());
}
