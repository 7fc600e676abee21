import { type FolderState, listedUpToMs } from './folder-state.ts';

/** A quiet folder is looked at in one of so many rounds. */
export const TURNS = 3;
/** A round of listing, as often as the worker lists a source. */
const ROUND_MS = 5 * 60_000;
/** Without a new object for so long a folder counts as quiet. CloudTrail delivers about every five minutes. */
const QUIET_AFTER_MS = 3 * 3_600_000;

/** Which of the quiet folders have their turn in the round at `nowMs`: a third of them, each in every third round. */
export function turnAt(nowMs: number): (prefix: string) => boolean {
  const turn = Math.floor(nowMs / ROUND_MS) % TURNS;
  return (prefix) => mixOf(prefix) % TURNS === turn;
}

/** Nothing new has come to it for hours. */
export function isQuiet(folder: FolderState, nowMs: number): boolean {
  const listedMs = listedUpToMs(folder);
  return listedMs !== null && nowMs - listedMs > QUIET_AFTER_MS;
}

/** The same number for the same text, spread evenly. */
export function mixOf(text: string): number {
  let mix = 7;
  for (const letter of text) mix = (mix * 31 + letter.charCodeAt(0)) % 1_000_003;
  return mix;
}
