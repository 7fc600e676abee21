/** Sets of UTF-16 code units, as sorted ranges `[from, to]` that neither touch nor overlap. */
export type CharacterSet = readonly (readonly [from: number, to: number])[];

const LAST = 0xffff;

export function characterSet(...ranges: (readonly [number, number])[]): CharacterSet {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function complement(set: CharacterSet): CharacterSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

export function contains(set: CharacterSet, unit: number): boolean {
  return set.some(([from, to]) => unit >= from && unit <= to);
}

export const DIGITS = characterSet([0x30, 0x39]);
export const WORD = characterSet([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
export const LINE_ENDS = characterSet([0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]);
export const SPACES = characterSet(
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
);
export const ANY = characterSet([0, LAST]);

/** The set with every letter's other cases, told apart as JavaScript's `i` flag does. */
export function withoutCase(set: CharacterSet): CharacterSet {
  const added = caseGroups()
    .filter((group) => group.some((unit) => contains(set, unit)))
    .flatMap((group) => group.map((unit) => [unit, unit] as const));
  return characterSet(...set, ...added);
}

let groups: number[][] | undefined;

function caseGroups(): number[][] {
  if (!groups) {
    const byUpper = new Map<number, number[]>();
    for (let unit = 0; unit <= LAST; unit += 1) {
      const upper = upperCase(unit);
      const group = byUpper.get(upper);
      if (group) group.push(unit);
      else byUpper.set(upper, [unit]);
    }
    groups = [...byUpper.values()].filter((group) => group.length > 1);
  }
  return groups;
}

// ECMAScript's Canonicalize: what becomes several characters stays, and nothing outside ASCII becomes ASCII.
function upperCase(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const code = upper.charCodeAt(0);
  return unit >= 128 && code < 128 ? unit : code;
}
