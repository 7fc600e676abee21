import type { JsonLine } from './json-lines.ts';

/** Lines from the one that opens to the one that closes, both counted. */
export function linesInside(line: JsonLine): number {
  return line.closedBy === undefined ? 1 : line.closedBy - line.number + 1;
}

/** The top two levels of a record are read in full; below, and where a list is very long, long parts begin folded. */
export function foldedAtFirst(line: JsonLine): boolean {
  const inside = linesInside(line);
  return (line.depth >= 2 && inside > 8) || (line.depth >= 1 && inside > 200);
}

/** The lines that no folded one hides. */
export function visibleLines(lines: readonly JsonLine[], isFolded: (line: JsonLine) => boolean): JsonLine[] {
  const visible: JsonLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) break;
    visible.push(line);
    if (line.closedBy !== undefined && isFolded(line)) at = line.closedBy - 1;
  }
  return visible;
}
