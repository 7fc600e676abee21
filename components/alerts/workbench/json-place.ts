/** A place in a text: how many characters stand before it, and its line and column from 1. */
export type TextPlace = { offset: number; line: number; column: number };

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+)/y;

export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where a value of valid JSON begins; where there is no such value, the nearest that holds the place where it would stand. */
export function placeOfPath(text: string, path: readonly PropertyKey[]): TextPlace {
  const wanted = path.map(String);
  let nearest = { depth: -1, offset: 0 };
  for (const { path: of, offset } of valuesOf(text)) {
    const isOnTheWay = of.length <= wanted.length && of.every((name, at) => name === wanted[at]);
    if (isOnTheWay && of.length > nearest.depth) nearest = { depth: of.length, offset };
  }
  return placeAt(text, nearest.offset);
}

/** An object or array that is not closed yet: the name that was read last, or how many elements stand before. */
type Open = { isArray: boolean; at: number; key: string | null };

/** Every value of valid JSON with its path, in the order of the text. */
function* valuesOf(text: string): Generator<{ path: string[]; offset: number }> {
  const open: Open[] = [];
  const pathHere = () => open.map(({ isArray, at, key }) => (isArray ? String(at) : (key ?? '')));
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const token = found[1] ?? '';
    const next = TOKEN.lastIndex;
    const holder = open.at(-1);
    if (token === '}' || token === ']') open.pop();
    else if (token === ',' && holder) {
      holder.at += 1;
      holder.key = null;
    } else if (token !== ':' && holder && !holder.isArray && holder.key === null) holder.key = nameOf(token);
    else if (token !== ':') {
      yield { path: pathHere(), offset: next - token.length };
      if (token === '{' || token === '[') open.push({ isArray: token === '[', at: 0, key: null });
    }
    // Whoever takes the values may have looked into another text meanwhile.
    TOKEN.lastIndex = next;
  }
}

function nameOf(token: string): string {
  const name: unknown = JSON.parse(token);
  return String(name);
}
