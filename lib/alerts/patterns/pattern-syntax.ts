import { TrailkeepError } from '#lib/errors.ts';
import {
  ANY,
  type CharacterSet,
  characterSet,
  complement,
  DIGITS,
  LINE_ENDS,
  SPACES,
  WORD,
  withoutCase,
} from './character-set.ts';

export type Assertion = 'start' | 'end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export type PatternNode =
  | { kind: 'set'; set: CharacterSet }
  | { kind: 'assert'; assertion: Assertion }
  | { kind: 'sequence'; parts: PatternNode[] }
  | { kind: 'choice'; options: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; least: number; most: number | null };

type Flags = { i: boolean; m: boolean; s: boolean };

const MAX_REPEAT = 1_000;
const MAX_DEPTH = 50;

/**
 * Reads a regular expression. What it takes is what both JavaScript and PCRE mean by it: sets, anchors, groups, choice, quantifiers, and
 * `(?i)`. @throws TrailkeepError `bad-request` that says what is not taken, and at which character.
 */
export function parsePattern(source: string, flags: string): PatternNode {
  const parser = new PatternParser(source);
  return parser.parse({ i: flags.includes('i'), m: flags.includes('m'), s: flags.includes('s') });
}

class PatternParser {
  private at = 0;
  private depth = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  parse(flags: Flags): PatternNode {
    const node = this.choice({ ...flags });
    if (this.at < this.source.length) this.refuse('a ) without its (');
    return node;
  }

  // Flags set by `(?i)` hold to the end of the group, over its `|` too.
  private choice(flags: Flags): PatternNode {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.refuse(`groups more than ${MAX_DEPTH} deep`);
    const options = [this.sequence(flags)];
    while (this.take('|')) options.push(this.sequence(flags));
    this.depth -= 1;
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  private sequence(flags: Flags): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')') {
      const part = this.atom(flags);
      if (part) parts.push(this.quantified(part));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };
  }

  private atom(flags: Flags): PatternNode | null {
    const char = this.next();
    if (char === '(') return this.group(flags);
    if (char === '[') return { kind: 'set', set: this.bracket(flags) };
    if (char === '.') return { kind: 'set', set: flags.s ? ANY : complement(LINE_ENDS) };
    if (char === '^') return { kind: 'assert', assertion: flags.m ? 'line-start' : 'start' };
    if (char === '$') return { kind: 'assert', assertion: flags.m ? 'line-end' : 'end' };
    if (char === '*' || char === '+' || char === '?')
      this.refuse(`a ${char} with nothing before it to repeat`);
    if (char !== '\\') return this.set(single(char), flags);
    if (this.take('b')) return { kind: 'assert', assertion: 'word-edge' };
    if (this.take('B')) return { kind: 'assert', assertion: 'no-word-edge' };
    if (this.take('A')) return { kind: 'assert', assertion: 'start' };
    if (this.take('z')) return { kind: 'assert', assertion: 'end' };
    return this.set(this.escape(), flags);
  }

  private set(set: CharacterSet, flags: Flags): PatternNode {
    return { kind: 'set', set: flags.i ? withoutCase(set) : set };
  }

  // Null where `(?i)` only set flags for what follows it.
  private group(flags: Flags): PatternNode | null {
    let inner = { ...flags };
    if (this.take('?')) {
      const letters = /[a-z-]*/y;
      letters.lastIndex = this.at;
      const word = letters.exec(this.source)?.[0] ?? '';
      if (/^[ims]*(-[ims]+)?$/.test(word) && [':', ')'].includes(this.source[this.at + word.length] ?? '')) {
        this.at += word.length;
        inner = withFlags(flags, word);
        if (this.take(')')) {
          if (word === '') this.refuse('an empty (?)');
          Object.assign(flags, inner);
          return null;
        }
        this.next();
      } else this.groupName();
    }
    const node = this.choice(inner);
    if (!this.take(')')) this.refuse('a ( without its )');
    return node;
  }

  private groupName(): void {
    const named = /P?<[A-Za-z_]\w*>/y;
    named.lastIndex = this.at;
    const name = named.exec(this.source)?.[0];
    if (name) this.at += name.length;
    else if (/^(=|!|<=|<!)/.test(this.source.slice(this.at)))
      this.refuse('looking ahead or behind, (?= (?! (?<= (?<!');
    else this.refuse(`a group that begins with (?${this.source[this.at] ?? ''}`);
  }

  private quantified(part: PatternNode): PatternNode {
    const range = this.quantifier();
    if (!range) return part;
    if (!this.take('?') && this.take('+')) this.refuse('a possessive quantifier');
    if (/[*+?]/.test(this.peek()) || this.quantifier()) this.refuse('a quantifier of a quantifier');
    return { kind: 'repeat', part, ...range };
  }

  private quantifier(): { least: number; most: number | null } | null {
    if (this.take('*')) return { least: 0, most: null };
    if (this.take('+')) return { least: 1, most: null };
    if (this.take('?')) return { least: 0, most: 1 };
    const counts = /\{(\d+)(,?)(\d*)\}/y;
    counts.lastIndex = this.at;
    const found = counts.exec(this.source);
    if (!found) return null;
    this.at += found[0].length;
    const least = Number(found[1]);
    const most = found[3] ? Number(found[3]) : found[2] ? null : least;
    if (least > MAX_REPEAT || (most ?? 0) > MAX_REPEAT) this.refuse(`more than ${MAX_REPEAT} repetitions`);
    if (most !== null && most < least) this.refuse('a quantifier whose numbers are in the wrong order');
    return { least, most };
  }

  // As in PCRE, a ] that stands first is one of the set's characters.
  private bracket(flags: Flags): CharacterSet {
    const negated = this.take('^');
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      const from = this.setMember();
      const dash =
        this.peek() === '-' && this.source[this.at + 1] !== ']' && this.at + 1 < this.source.length;
      if (!dash) {
        ranges.push(...from);
        continue;
      }
      this.next();
      const to = this.setMember();
      const [low, high] = [one(from), one(to)];
      if (low === null || high === null || high < low) this.refuse('a range of characters that is none');
      ranges.push([low, high]);
    }
    this.next();
    const listed = characterSet(...ranges);
    // Before the negation: what is not a is not A either.
    const set = flags.i ? withoutCase(listed) : listed;
    return negated ? complement(set) : set;
  }

  private setMember(): CharacterSet {
    if (this.at >= this.source.length) this.refuse('a [ without its ]');
    const char = this.next();
    if (char === '[' && /[:.=]/.test(this.peek())) this.refuse('a named set like [:alpha:]');
    if (char !== '\\') return single(char);
    return this.take('b') ? single('\b') : this.escape();
  }

  private escape(): CharacterSet {
    if (this.at >= this.source.length) this.refuse('a \\ at the end');
    const char = this.next();
    const set = ESCAPED_SETS[char];
    if (set) return set;
    const code = /x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})/y;
    code.lastIndex = this.at - 1;
    const found = code.exec(this.source);
    if (found) {
      this.at += found[0].length - 1;
      return single(String.fromCharCode(Number.parseInt(found[1] ?? found[2] ?? '', 16)));
    }
    if (/[1-9k]/.test(char)) this.refuse(`a reference back to a group, \\${char}`);
    if (/[A-Za-z0-9]/.test(char)) this.refuse(`\\${char}`);
    return single(char);
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private next(): string {
    const char = this.peek();
    this.at += 1;
    return char;
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }

  private refuse(what: string): never {
    throw new TrailkeepError(
      'bad-request',
      `The regular expression has ${what}, near character ${Math.min(this.at, this.source.length)}.`,
      {
        hint: 'Characters, sets, anchors, groups, | and quantifiers are taken: what can be tested in one pass over the text.',
      },
    );
  }
}

const ESCAPED_SETS: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACES,
  S: complement(SPACES),
  n: single('\n'),
  r: single('\r'),
  t: single('\t'),
  f: single('\f'),
  v: single('\v'),
  0: single('\0'),
};

function single(char: string): CharacterSet {
  const unit = char.charCodeAt(0);
  return [[unit, unit]];
}

function one(set: CharacterSet): number | null {
  const range = set[0];
  return set.length === 1 && range && range[0] === range[1] ? range[0] : null;
}

function withFlags(flags: Flags, word: string): Flags {
  const [on = '', off = ''] = word.split('-');
  const flag = (name: keyof Flags) => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: flag('i'), m: flag('m'), s: flag('s') };
}
