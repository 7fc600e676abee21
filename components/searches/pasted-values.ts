import { MAX_VALUES } from '#lib/events/search-params.ts';

/** The values of a pasted list, each once: one a line, or separated by spaces, commas or semicolons; quotes are taken off. */
export function pastedValues(text: string): string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^["'`]+|["'`]+$/g, ''));
  return [...new Set(parts.filter(Boolean))];
}

/** How many of the values, from the first on, one search takes: what `fits`, and no more than Events reads. */
export function mostThatFit(values: readonly string[], fits: (values: readonly string[]) => boolean): number {
  let most = 0;
  let above = Math.min(values.length, MAX_VALUES) + 1;
  while (above - most > 1) {
    const middle = Math.floor((most + above) / 2);
    if (fits(values.slice(0, middle))) most = middle;
    else above = middle;
  }
  return most;
}

/** What to say to more values than one search takes; null where it takes them all. */
export function tooManyWords(
  values: readonly string[],
  fits: (values: readonly string[]) => boolean,
): string | null {
  if (values.length <= MAX_VALUES && fits(values)) return null;
  const most = mostThatFit(values, fits);
  return `${values.length} values, of which one search takes the first ${most}. Search in parts, or with a wildcard in the search box of Events.`;
}
