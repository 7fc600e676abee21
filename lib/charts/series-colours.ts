/**
 * A colour of the palette: 1–10 for a value, 0 (grey, dashed) for the rest, drawn as `var(--c<n>)`. Where a chart compares two
 * times, `now` and `before`.
 */
export type SeriesColour = number | 'now' | 'before';

const PALETTE_SIZE = 10;
export const REST_COLOUR: SeriesColour = 0;

/**
 * The colour of each value. It follows the value, not its rank: every value has a slot of its own by hash, and
 * where two want the same one the alphabetically later moves on to the next free. So a change of order changes no
 * colour. Beyond ten values colours repeat.
 */
export function assignColours(values: readonly string[]): Map<string, number> {
  const taken = new Set<number>();
  const colours = new Map<string, number>();
  for (const value of [...new Set(values)].sort()) {
    let slot = hashOf(value) % PALETTE_SIZE;
    if (taken.size < PALETTE_SIZE) {
      while (taken.has(slot)) slot = (slot + 1) % PALETTE_SIZE;
    }
    taken.add(slot);
    colours.set(value, slot + 1);
  }
  return colours;
}

/** The CSS colour of a slot. */
export function colourOf(colour: SeriesColour): string {
  if (colour === 'now') return 'var(--accent)';
  if (colour === 'before') return 'var(--border-mark)';
  return `var(--c${colour})`;
}

/** FNV-1a with a final mix: short names that differ in one letter land far apart. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i += 1) {
    hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
