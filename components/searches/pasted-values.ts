/** Events takes no more values of one filter. */
export const MOST_VALUES = 500;

/** The values of a pasted list, each once: one a line, or separated by spaces, commas or semicolons; quotes are taken off. */
export function pastedValues(text: string): string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^["'`]+|["'`]+$/g, ''));
  return [...new Set(parts.filter(Boolean))];
}
