/** Longer texts are not entered: AWS's largest policy document is a tenth of it. */
const LONGEST = 256 * 1024;
const MOST_KEPT = 64;

/** What texts said that were met last: the tests of one rule read the same policy one after another. */
const kept = new Map<string, unknown>();

/** What a text says that is a JSON object or array, plain or URL-encoded (as IAM returns policies); undefined for any other text. */
export function parseJsonText(text: string): unknown {
  if (text.length > LONGEST || !/^\s*([{[]|%7b|%5b)/i.test(text)) return undefined;
  if (kept.has(text)) return kept.get(text);
  const value = parse(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith('%') ? decodeURIComponent(text) : text);
  } catch {
    return undefined;
  }
}
