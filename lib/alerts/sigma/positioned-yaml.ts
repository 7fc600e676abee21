import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
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

/** One document of a text, or why it cannot be read. */
export type YamlDocument = { node: YamlNode } | SigmaRefusal;

const MAX_DEPTH = 40;
const MAX_NODES = 200_000;

/**
 * Reads the documents of a text (`---` between them) as YAML 1.2 with its core schema; empty ones are left out. A number that would not
 * be written the same way again (`012`, `1e3`) stays the text it was. Aliases are followed, as far as the bounds go.
 */
export function readYaml(text: string): YamlDocument[] {
  const lines = new LineCounter();
  const reader = new Reader(lines);
  const parsed = parseText(text, lines);
  if (parsed instanceof SigmaRefusal) return [parsed];
  return parsed.flatMap((document): YamlDocument[] => {
    const [fault] = document.errors;
    if (fault) {
      const reason = fault.message.replaceAll(/\s+/g, ' ').replace(/[.:]?$/, '.');
      return [new SigmaRefusal(lines.linePos(fault.pos[0]).line, `This is not YAML: ${reason}`)];
    }
    if (!document.contents) return [];
    try {
      const node = reader.read(document, document.contents, 0);
      return node.kind === 'scalar' && node.value === null ? [] : [{ node }];
    } catch (error) {
      if (error instanceof SigmaRefusal) return [error];
      throw error;
    }
  });
}

function parseText(text: string, lines: LineCounter): Document.Parsed<ParsedNode>[] | SigmaRefusal {
  try {
    return [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })];
  } catch (error) {
    // The parser goes into nested collections by calling itself.
    if (error instanceof RangeError) return new SigmaRefusal(1, 'The YAML is nested too deeply to be read.');
    throw error;
  }
}

class Reader {
  private readonly lines: LineCounter;
  private nodes = 0;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  read(document: Document.Parsed, node: unknown, depth: number, above = 1): YamlNode {
    const line = this.lineOf(node, above);
    this.nodes += 1;
    if (depth > MAX_DEPTH) refuse(line, `The YAML is nested more than ${MAX_DEPTH} deep.`);
    if (this.nodes > MAX_NODES)
      refuse(line, `The text has more than ${MAX_NODES.toLocaleString('en')} values.`);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) refuse(line, `*${node.source} refers to nothing.`);
      return { ...this.read(document, target, depth + 1, line), line };
    }
    if (isSeq(node))
      return {
        kind: 'list',
        line,
        items: node.items.map((item) => this.read(document, item, depth + 1, line)),
      };
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }) => {
        const name = this.read(document, key, depth + 1, line);
        if (name.kind !== 'scalar') refuse(name.line, 'The key of a map is itself a list or map.');
        const read = this.read(document, value, depth + 1, name.line);
        return { key: String(name.value ?? ''), line: name.line, value: read };
      });
      return { kind: 'map', line, entries };
    }
    return { kind: 'scalar', line, value: isScalar(node) ? scalarValue(node.value, node.source) : null };
  }

  private lineOf(node: unknown, otherwise: number): number {
    const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : null;
    return range ? this.lines.linePos(range[0]).line : otherwise;
  }
}

function scalarValue(value: unknown, source: string | undefined): YamlScalar['value'] {
  if (typeof value === 'number') return String(value) === source ? value : (source ?? String(value));
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
