import type { ListedOptions, MultiOption } from './use-options.ts';

/**
 * The options with what was chosen on top, also where they have it not. A chosen value that they have not is counted as 0 only where
 * they are everything there is; otherwise nobody counted it.
 */
export function withChosen(listed: ListedOptions | null, chosen: readonly string[]): MultiOption[] {
  const options = listed?.options ?? [];
  const found = new Map(options.map((option) => [option.value, option]));
  const countsNone = isWhole(listed) && options.every(({ count }) => count !== undefined);
  const first = chosen.map((value) => found.get(value) ?? { value, ...(countsNone && { count: 0 }) });
  return [...first, ...options.filter(({ value }) => !chosen.includes(value))];
}

function isWhole(listed: ListedOptions | null): boolean {
  return listed?.find === '' && !listed.narrowed && listed.total === listed.options.length;
}

/** "2 of 40"; of a list that was cut off and not counted, "2 of more than 100". */
export function chosenWords(chosen: number, listed: ListedOptions | null): string {
  if (!listed) return `${chosen} chosen`;
  const { options, total } = listed;
  const all = (total ?? options.length).toLocaleString('en-GB');
  return `${chosen} of ${total === null ? `more than ${all}` : all}`;
}
