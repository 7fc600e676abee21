/** A short form of CloudFormation: `!Ref TrailBucket`. */
export class Tagged {
  readonly tag: string;
  readonly text: string;

  constructor(tag: '!Ref' | '!GetAtt' | '!Sub', text: string) {
    this.tag = tag;
    this.text = text;
  }
}

export type YamlValue = string | number | boolean | Tagged | readonly YamlValue[] | YamlObject;
export type YamlObject = { readonly [key: string]: YamlValue };

/** YAML as CloudFormation reads it. */
export function writeYaml(value: YamlObject): string {
  return `${writeEntries(value, '').join('\n')}\n`;
}

function writeEntries(entries: YamlObject, indent: string): string[] {
  return Object.entries(entries).map(([key, value]) => {
    const name = `${indent}${scalar(key)}:`;
    return isScalar(value) ? `${name} ${scalar(value)}` : `${name}\n${writeNested(value, `${indent}  `)}`;
  });
}

function writeNested(value: readonly YamlValue[] | YamlObject, indent: string): string {
  if (!isList(value)) return writeEntries(value, indent).join('\n');
  return value
    .map((item) => {
      if (isScalar(item)) return `${indent}- ${scalar(item)}`;
      // The first line of what is nested stands beside the dash.
      return `${indent}- ${writeNested(item, `${indent}  `).trimStart()}`;
    })
    .join('\n');
}

type Scalar = string | number | boolean | Tagged;

function isScalar(value: YamlValue): value is Scalar {
  return typeof value !== 'object' || value instanceof Tagged;
}

function isList(value: readonly YamlValue[] | YamlObject): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** Plain where nobody could take it for something else; a JSON string is a YAML one too. */
function scalar(value: Scalar): string {
  if (value instanceof Tagged) return `${value.tag} ${scalar(value.text)}`;
  if (typeof value !== 'string') return String(value);
  const plain =
    /^[A-Za-z][\w./-]*(::?[A-Za-z*][\w./*-]*)*$/.test(value) &&
    !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}
