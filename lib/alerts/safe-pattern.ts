import { TrailkeepError } from '#lib/errors.ts';
import { toAutomaton } from './patterns/automaton.ts';
import { parsePattern } from './patterns/pattern-syntax.ts';
import { TextPattern } from './patterns/text-pattern.ts';
import { RULE_BOUNDS } from './rule-model.ts';

export type { TextPattern };

/**
 * A regular expression that somebody else wrote, to be tested against every event: no pattern and no text makes it slow, as its time is
 * proportional to the text. It means what JavaScript's RegExp means by it.
 * @param flags of `i` (without regard to case), `m` (`^` and `$` at line ends too) and `s` (`.` is any character).
 * @throws TrailkeepError `bad-request` with the reason: not a pattern, too long, or something that needs backtracking (looking ahead or
 * behind, references back).
 */
export function compilePattern(source: string, flags = ''): TextPattern {
  if (source.length > RULE_BOUNDS.regex)
    throw new TrailkeepError(
      'bad-request',
      `The regular expression is ${source.length} characters long; ${RULE_BOUNDS.regex} is the most.`,
      { hint: 'Shorten it, or use several values.' },
    );
  return new TextPattern(toAutomaton(parsePattern(source, flags)));
}
