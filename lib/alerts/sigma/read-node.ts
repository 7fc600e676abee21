import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './positioned-yaml.ts';
import { refuse } from './refusal.ts';

/** `name` is how the refusal calls it: “level”, “the correlation”. @throws SigmaRefusal for anything else. */
export function asMap(node: YamlNode, name: string): YamlMap {
  return node.kind === 'map' ? node : refuse(node.line, `${name} must be a map, of “key: value” lines.`);
}

/** As `asMap`, for one value. */
export function asScalar(node: YamlNode, name: string): YamlScalar {
  return node.kind === 'scalar' ? node : refuse(node.line, `${name} must be one value, not a ${node.kind}.`);
}

/** A list's scalars; a lone one counts as a list of it. */
export function asScalars(node: YamlNode, name: string): YamlScalar[] {
  if (node.kind === 'list') return node.items.map((item) => asScalar(item, `Each value of ${name}`));
  return [asScalar(node, name)];
}

/** The map's line of that key. */
export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The text of a key that may be absent or null. */
export function textOf(map: YamlMap, key: string): string | undefined {
  const entry = entryOf(map, key);
  if (!entry) return undefined;
  const { value } = asScalar(entry.value, key);
  return value === null || value === '' ? undefined : String(value).trim();
}

/** The texts of a key that may be absent, one value or a list; null ones are left out. */
export function textsOf(map: YamlMap, key: string): string[] {
  const entry = entryOf(map, key);
  if (!entry) return [];
  return asScalars(entry.value, key).flatMap(({ value }) => (value === null ? [] : [String(value).trim()]));
}
