import { type Detected, readCorrelation } from './correlation.ts';
import { readDetection } from './detection.ts';
import { DEFAULT_GROUP_BY } from './grouping.ts';
import { checkLogSource } from './log-source.ts';
import type { YamlMap } from './positioned-yaml.ts';
import { entryOf } from './read-node.ts';
import { refuse, SigmaRefusal } from './refusal.ts';

const MAX_CHAIN = 10;

/** The rules of one text, which refer to each other. Each is read once; what is refused stays so. */
export class LinkedRules {
  readonly #byName = new Map<string, YamlMap | 'several'>();
  readonly #read = new Map<YamlMap, Detected | SigmaRefusal | 'reading'>();
  #depth = 0;
  readonly #parts = new Map<YamlMap, YamlMap>();

  constructor(rules: readonly YamlMap[]) {
    for (const rule of rules) for (const key of ['id', 'name']) this.#addName(rule, plainText(rule, key));
    for (const rule of rules) this.#addParts(rule);
  }

  /** The correlation that a rule is only a part of: it is not imported for itself. Null for one that stands for itself. */
  partOf(rule: YamlMap): YamlMap | null {
    return this.#parts.get(rule) ?? null;
  }

  /** Whether `detected` throws. */
  isRefused(rule: YamlMap): boolean {
    try {
      this.detected(rule);
      return false;
    } catch (error) {
      if (error instanceof SigmaRefusal) return true;
      throw error;
    }
  }

  /** @throws SigmaRefusal */
  detected(rule: YamlMap): Detected {
    const known = this.#read.get(rule);
    if (known === 'reading')
      refuse(rule.line, 'The rule refers to itself, over the rules that it refers to.');
    if (known instanceof SigmaRefusal) throw known;
    if (known) return known;
    if (this.#depth >= MAX_CHAIN)
      refuse(rule.line, `Correlations refer to each other more than ${MAX_CHAIN} deep.`);
    this.#read.set(rule, 'reading');
    this.#depth += 1;
    try {
      const detected = this.#detect(rule);
      this.#read.set(rule, detected);
      return detected;
    } catch (error) {
      if (error instanceof SigmaRefusal) this.#read.set(rule, error);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #detect(rule: YamlMap): Detected {
    if (entryOf(rule, 'correlation')) return readCorrelation(rule, (name, line) => this.#find(name, line));
    checkLogSource(rule);
    return { condition: readDetection(rule), when: { kind: 'every' }, groupBy: DEFAULT_GROUP_BY };
  }

  #find(name: string, line: number): Detected {
    const rule = this.#byName.get(name);
    if (rule === 'several')
      refuse(
        line,
        `The correlation refers to “${name}”, and several rules of this text have that id or name.`,
      );
    if (!rule)
      refuse(line, `The correlation refers to “${name}”, and no rule of this text has that id or name.`);
    try {
      return this.detected(rule);
    } catch (error) {
      if (!(error instanceof SigmaRefusal)) throw error;
      return refuse(error.line, `The correlation needs “${name}”, which is refused: ${error.message}`);
    }
  }

  // `generate: true` asks for the parts as rules of their own too.
  #addParts(rule: YamlMap): void {
    const correlation = entryOf(rule, 'correlation')?.value;
    const generate = [rule, correlation].some(
      (map) => map?.kind === 'map' && plainText(map, 'generate') === 'true',
    );
    if (generate) return;
    const named = correlation?.kind === 'map' ? entryOf(correlation, 'rules')?.value : undefined;
    const references = named?.kind === 'list' ? named.items : named ? [named] : [];
    for (const reference of references) {
      const part = reference.kind === 'scalar' ? this.#byName.get(String(reference.value)) : undefined;
      if (part && part !== 'several' && part !== rule) this.#parts.set(part, rule);
    }
  }

  #addName(rule: YamlMap, name: string | null): void {
    if (!name) return;
    const known = this.#byName.get(name);
    this.#byName.set(name, known === undefined || known === rule ? rule : 'several');
  }
}

// Before rules are read one by one, what is no text is only passed over: the reading refuses it.
function plainText(map: YamlMap, key: string): string | null {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null;
}
