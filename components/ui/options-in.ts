import type { OptionsLoader } from './use-options.ts';

/** A loader for a list that is all here: those with what is typed in their label or value, in the list's order. */
export function optionsIn(options: readonly { value: string; label: string }[]): OptionsLoader {
  return async (query) => {
    const wanted = query.trim().toLowerCase();
    return options.filter(({ value, label }) => `${label} ${value}`.toLowerCase().includes(wanted));
  };
}
