import type { YamlEntry, YamlMap } from './positioned-yaml.ts';
import { entryOf } from './read-node.ts';

/**
 * Joins documents as `action` of old rules says: `global` holds for those that follow it, until `reset`; `repeat` is the document before
 * it with some keys changed. Documents without an action stay as they are.
 */
export function joinDocuments(documents: readonly YamlMap[]): YamlMap[] {
  let common: YamlMap | null = null;
  let previous: YamlMap | null = null;
  const rules: YamlMap[] = [];
  for (const document of documents) {
    const action = entryOf(document, 'action')?.value;
    const verb = action?.kind === 'scalar' ? action.value : null;
    const own = { ...document, entries: document.entries.filter(({ key }) => key !== 'action') };
    if (verb === 'global') common = common ? merged(common, own) : own;
    else if (verb === 'reset') common = null;
    else {
      const base: YamlMap | null = verb === 'repeat' ? previous : common;
      previous = base ? merged(base, own) : document;
      rules.push(previous);
    }
  }
  return rules;
}

// Maps are joined key by key; of anything else the later stands.
function merged(base: YamlMap, over: YamlMap): YamlMap {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of over.entries) {
    const known = entries.get(entry.key)?.value;
    const { value } = entry;
    const joined = known?.kind === 'map' && value.kind === 'map' ? merged(known, value) : value;
    entries.set(entry.key, { ...entry, value: joined });
  }
  return { kind: 'map', line: over.line, entries: [...entries.values()] };
}
