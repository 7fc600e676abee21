import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
} from 'yaml';
import { refuse, SigmaRefusal } from './refusal.ts';

/** YAML as plain values that know their line (from 1), so that a refusal can say where. */
export type YamlNode = YamlScalar | YamlList | YamlMap;
export type YamlScalar = { kind: 'scalar'; line: number; value: string | number | boolean | null };
export type YamlList = { kind: 'list'; line: number; items: YamlNode[] };
export type YamlMap = { kind: 'map'; line: number; entries: YamlEntry[] };
export type YamlEntry = { key: string; line: number; value: YamlNode };

/** One document of a text, or why it cannot be read; `title` is what stands there under that key, '' without. */
export type YamlDocument = { node: YamlNode } | { refusal: SigmaRefusal; title: string };

const MAX_DEPTH = 40;
const MAX_NODES = 200_000;

/**
 * Reads the documents of a text (`---` between them) as YAML 1.2 with its core schema; empty ones are left out. A number that would not
 * be written the same way again (`012`, `1e3`) stays the text it was. Aliases are followed, as far as the bounds go.
 */
export function readYaml(text: string): YamlDocument[] {
  const lines = new LineCounter();
  const reader = new Reader(lines);
  return parseText(text, lines).flatMap((document): YamlDocument[] => {
    const [fault] = document.errors;
    const { contents } = document;
    if (fault) {
      const refusal = new SigmaRefusal(lines.linePos(fault.pos[0]).line, faultText(fault.message));
      return [{ refusal, title: titleOf(contents) }];
    }
    if (!contents) return [];
    try {
      const node = reader.readDocument(contents);
      return node.kind === 'scalar' && node.value === null ? [] : [{ node }];
    } catch (error) {
      if (error instanceof SigmaRefusal) return [{ refusal: error, title: titleOf(contents) }];
      throw error;
    }
  });
}

function parseText(text: string, lines: LineCounter): Document.Parsed<ParsedNode>[] {
  // Keys that stand twice are looked for here: the parser compares each with each, which takes seconds for thousands of them.
  const options = { lineCounter: lines, prettyErrors: false, logLevel: 'silent', uniqueKeys: false } as const;
  return [...parseAllDocuments(text, options)];
}

function titleOf(contents: ParsedNode | null): string {
  const title = isMap(contents) ? contents.get('title') : '';
  return typeof title === 'string' ? title : '';
}

// The parser goes into nested collections by calling itself, and reports it as a fault of the text when that is too deep.
function faultText(message: string): string {
  if (/call stack/i.test(message)) return 'The YAML is nested too deeply to be read.';
  return `This is not YAML: ${message.replaceAll(/\s+/g, ' ').replace(/[.:]?$/, '.')}`;
}

class Reader {
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, unknown>();
  #nodes = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  readDocument(contents: ParsedNode): YamlNode {
    this.#anchors.clear();
    return this.#read(contents, 0, 1);
  }

  // `above` is the line of what the node stands in, for one that is not there: `key:` with nothing after it.
  #read(node: unknown, depth: number, above: number): YamlNode {
    const line = this.#lineOf(node, above);
    this.#nodes += 1;
    if (depth > MAX_DEPTH) refuse(line, `The YAML is nested more than ${MAX_DEPTH} deep.`);
    if (this.#nodes > MAX_NODES)
      refuse(line, `The text has more than ${MAX_NODES.toLocaleString('en')} values.`);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) refuse(line, `*${node.source} refers to nothing.`);
      return { ...this.#read(target, depth + 1, line), line };
    }
    if ((isSeq(node) || isMap(node) || isScalar(node)) && node.anchor) this.#anchors.set(node.anchor, node);
    if (isSeq(node))
      return { kind: 'list', line, items: node.items.map((item) => this.#read(item, depth + 1, line)) };
    if (isMap(node)) return { kind: 'map', line, entries: this.#readEntries(node.items, depth + 1, line) };
    const value = isScalar(node) ? scalarValue(node.value, node.source) : null;
    // PostgreSQL cannot keep these, and no record has them.
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      refuse(line, 'A text has a character in it that no text can have: \\0, or half of a pair.');
    return { kind: 'scalar', line, value };
  }

  #readEntries(pairs: readonly Pair[], depth: number, line: number): YamlEntry[] {
    const keys = new Set<string>();
    return pairs.map((pair) => {
      const name = this.#read(pair.key, depth, line);
      if (name.kind !== 'scalar') refuse(name.line, 'The key of a map is itself a list or map.');
      const key = String(name.value ?? '');
      if (keys.has(key)) refuse(name.line, `The key “${key}” stands twice in one map.`);
      keys.add(key);
      return { key, line: name.line, value: this.#read(pair.value, depth, name.line) };
    });
  }

  #lineOf(node: unknown, otherwise: number): number {
    const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : null;
    return range ? this.#lines.linePos(range[0]).line : otherwise;
  }
}

function scalarValue(value: unknown, source: string | undefined): YamlScalar['value'] {
  if (typeof value === 'number') return String(value) === source ? value : (source ?? String(value));
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
