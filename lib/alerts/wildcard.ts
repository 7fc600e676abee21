type Part = { kind: 'text'; text: string } | { kind: 'one' } | { kind: 'any' };

/**
 * Whether a whole text fits a pattern: `*` any text, `?` one character, `\` before either of them (or before `\`) for itself. Takes
 * at most the length of the text times that of the pattern, whatever they are.
 */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const parts = parseWildcards(pattern);
  return (text) => fits(parts, text);
}

function parseWildcards(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (unit === '\\' && (next === '*' || next === '?' || next === '\\')) {
      parts.push({ kind: 'text', text: next });
      at += 1;
    } else if (unit === '*') parts.push({ kind: 'any' });
    else if (unit === '?') parts.push({ kind: 'one' });
    else parts.push({ kind: 'text', text: unit });
  }
  return parts;
}

// The last `*` takes one character more each time that what follows it does not fit.
function fits(parts: readonly Part[], text: string): boolean {
  let part = 0;
  let at = 0;
  let lastAny = -1;
  let taken = 0;
  while (at < text.length) {
    const now = parts[part];
    if (now?.kind === 'any') {
      lastAny = part++;
      taken = at;
    } else if (now && (now.kind === 'one' || now.text === text.charAt(at))) {
      part += 1;
      at += 1;
    } else if (lastAny !== -1) {
      part = lastAny + 1;
      taken += 1;
      at = taken;
    } else return false;
  }
  while (parts[part]?.kind === 'any') part += 1;
  return part === parts.length;
}
