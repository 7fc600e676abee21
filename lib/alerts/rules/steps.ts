/** A runbook's steps as numbered lines. */
export function steps(...lines: string[]): string {
  return lines.map((line, i) => `${i + 1}. ${line}`).join('\n');
}
