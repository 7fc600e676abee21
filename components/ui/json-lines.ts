export type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation';

export interface JsonToken {
  kind: JsonTokenKind;
  text: string;
}

export interface JsonLine {
  /** From 1. */
  number: number;
  depth: number;
  /** Keys from the top, `userIdentity.arn`, array places as numbers. */
  path: string;
  tokens: JsonToken[];
  /** Number of the line that closes what this one opens. */
  closedBy?: number;
}

const TOKEN =
  /\s*(?:("[^"\\]*(?:\\.[^"\\]*)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:]))/y;

/**
 * JSON text laid out over lines, or null where it is not JSON. The text's own tokens are kept, so a number of 20
 * digits and an escaped letter look as they were delivered; printing what JSON.parse made would change them. Works
 * without recursion: a record nested ten thousand deep is no danger.
 */
export function toJsonLines(text: string): JsonLine[] | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const layout = new Layout();
  for (const token of tokensOf(text)) layout.add(token);
  return layout.lines;
}

/** Takes the tokens of valid JSON in order; keeps the line being written and those that are still open. */
class Layout {
  readonly lines: JsonLine[] = [];
  private readonly open: { line: JsonLine; isArray: boolean; places: number }[] = [];
  private line: JsonLine | null = null;

  add(token: JsonToken): void {
    if (token.kind !== 'punctuation' || token.text === '{' || token.text === '[') this.value(token);
    else if (token.text === ':') this.line?.tokens.push({ ...token, text: ': ' });
    else if (token.text === ',') {
      this.line?.tokens.push(token);
      this.line = null;
    } else this.close(token);
  }

  private value(token: JsonToken): void {
    const parent = this.open.at(-1);
    if (this.line) this.line.tokens.push(token);
    else if (parent && !parent.isArray) {
      this.line = this.begin(token.text.slice(1, -1));
      this.line.tokens.push({ ...token, kind: 'key' });
    } else {
      this.line = this.begin(parent ? String(parent.places++) : '');
      this.line.tokens.push(token);
    }
    if (token.kind === 'punctuation') {
      this.open.push({ line: this.line, isArray: token.text === '[', places: 0 });
      this.line = null;
    }
  }

  private close(token: JsonToken): void {
    const opened = this.open.pop()?.line;
    if (!opened) return;
    const isEmpty = this.lines.at(-1) === opened;
    if (!isEmpty) opened.closedBy = this.lines.length + 1;
    this.line = isEmpty ? opened : this.append(opened.depth, opened.path);
    this.line.tokens.push(token);
  }

  private begin(name: string): JsonLine {
    const above = this.open.at(-1)?.line.path ?? '';
    return this.append(this.open.length, above && name ? `${above}.${name}` : above || name);
  }

  private append(depth: number, path: string): JsonLine {
    const line: JsonLine = { number: this.lines.length + 1, depth, path, tokens: [] };
    this.lines.push(line);
    return line;
  }
}

function* tokensOf(text: string): Generator<JsonToken> {
  let at = 0;
  for (;;) {
    // The pattern's place is shared; another generator may have moved it between two tokens.
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) return;
    at = TOKEN.lastIndex;
    const [, string, number, literal, punctuation = ''] = found;
    if (string !== undefined) yield { kind: 'string', text: string };
    else if (number !== undefined) yield { kind: 'number', text: number };
    else if (literal !== undefined) yield { kind: 'literal', text: literal };
    else yield { kind: 'punctuation', text: punctuation };
  }
}
