import { RE2JS, RE2JSException } from 're2js';
import { TrailkeepError } from '#lib/errors.ts';
import { RULE_BOUNDS } from './rule-model.ts';

/** Finds its pattern anywhere in a text. */
export type TextPattern = { test: (text: string) => boolean };

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * A regular expression that somebody else wrote, to be tested against every event: no pattern and no text makes it slow, as its time is
 * proportional to the text. Its syntax is RE2's, which is that of other languages without what needs backtracking.
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
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0);
  try {
    const compiled = RE2JS.compile(source, bits);
    return { test: (text) => compiled.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new TrailkeepError(
      'bad-request',
      `The regular expression ${source} cannot be read: ${reasonOf(error)}.`,
      {
        hint: 'Looking ahead or behind and references back cannot be used: patterns follow RE2’s syntax.',
        cause: error,
      },
    );
  }
}

/** RE2's own words, such as “missing closing ): `a(`”. */
function reasonOf(error: RE2JSException): string {
  return error.message.replace(/^error parsing regexp: /, '');
}
