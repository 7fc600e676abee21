import type { Condition } from '../rule-model.ts';
import { readModifiers } from './field-modifiers.ts';
import { readFieldTest } from './field-test.ts';
import { allOf, anyOf } from './normal-form.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './positioned-yaml.ts';
import { asScalars } from './read-node.ts';
import { refuse } from './refusal.ts';
import { parseSigmaString, plainText } from './sigma-string.ts';

/** What stands under a search identifier: a map (all its lines), a list of maps (any of them), or words anywhere in the record. */
export function readSelection(node: YamlNode): Condition {
  if (node.kind === 'map') {
    if (node.entries.length === 0) refuse(node.line, 'A selection is empty.');
    return allOf(node.entries.map(readEntry));
  }
  if (node.kind === 'scalar') return keywordTest([node], false);
  if (node.items.length === 0) refuse(node.line, 'A selection is empty.');
  const words = node.items.filter((item) => item.kind === 'scalar');
  const others = node.items.filter((item) => item.kind !== 'scalar').map(readSelection);
  return anyOf(words.length > 0 ? [keywordTest(words, false), ...others] : others);
}

function readEntry(entry: YamlEntry): Condition {
  const [field, ...names] = entry.key.split('|');
  if (field !== '') return readFieldTest(entry);
  const { matcher, encoders, all, cased, neq } = readModifiers(names, entry.line);
  if ((matcher && matcher !== 'contains') || encoders.length > 0 || cased || neq)
    refuse(
      entry.line,
      `Words anywhere in the record take the modifiers all and contains, not ${names.join('|')}.`,
    );
  const words = asScalars(entry.value, 'a keyword list');
  if (words.length === 0) refuse(entry.line, 'A keyword list is empty.');
  return keywordTest(words, all);
}

function keywordTest(words: readonly YamlScalar[], all: boolean): Condition {
  const keywords = words.map(keyword);
  return all && keywords.length > 1 ? { keywords, every: true } : { keywords };
}

// A word is looked for anywhere, so that wildcards at its ends say nothing.
function keyword({ value, line }: YamlScalar): string {
  const parts = [...parseSigmaString(String(value ?? ''))];
  while (parts[0] === 'any') parts.shift();
  while (parts.at(-1) === 'any') parts.pop();
  const text = plainText(parts);
  if (text === null)
    refuse(line, 'A word to look for anywhere in the record cannot have a wildcard within it.');
  if (text === '') refuse(line, 'A word to look for anywhere in the record is empty.');
  return text;
}
