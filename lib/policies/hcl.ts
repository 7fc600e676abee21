/** A Terraform expression that stands as it is: `aws_s3_bucket.trails.arn`. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HclValue = string | number | boolean | Expression | readonly HclValue[] | HclObject;
export type HclObject = { readonly [key: string]: HclValue };

/** A block: `resource "aws_kms_key" "trails" { … }`, its attributes first and then the blocks in it. */
export type Block = { head: string; attributes: HclObject; blocks?: readonly Block[] };

/** Terraform's language, laid out as `terraform fmt` would. Values are data: nothing in a text is evaluated. */
export function writeHcl(blocks: readonly Block[]): string {
  return `${blocks.map((block) => writeBlock(block, '')).join('\n\n')}\n`;
}

function writeBlock({ head, attributes, blocks = [] }: Block, indent: string): string {
  const inner = `${indent}  `;
  const lines = writeEntries(attributes, inner);
  const nested = blocks.map((block) => writeBlock(block, inner));
  const body = [...(lines.length > 0 ? [lines.join('\n')] : []), ...nested].join('\n\n');
  return `${indent}${head} {\n${body}\n${indent}}`;
}

/** The equals signs of neighbours on one line each stand under one another. */
function writeEntries(entries: HclObject, indent: string): string[] {
  const written = Object.entries(entries).map(([key, value]) => ({
    key: /^[A-Za-z_][\w-]*$/.test(key) ? key : quote(key),
    text: writeValue(value, indent),
  }));
  return written.map(({ key, text }, at) => {
    if (text.includes('\n')) return `${indent}${key} = ${text}`;
    let [from, to] = [at, at];
    while (from > 0 && !written[from - 1]?.text.includes('\n')) from--;
    while (to + 1 < written.length && !written[to + 1]?.text.includes('\n')) to++;
    const width = Math.max(...written.slice(from, to + 1).map((entry) => entry.key.length));
    return `${indent}${key.padEnd(width)} = ${text}`;
  });
}

function writeValue(value: HclValue, indent: string): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => writeValue(item, inner));
    if (items.length <= 1 && !items[0]?.includes('\n')) return `[${items.join('')}]`;
    return `[\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}]`;
  }
  return `{\n${writeEntries(value, inner).join('\n')}\n${indent}}`;
}

function isList(value: readonly HclValue[] | HclObject): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** A dollar or percent sign before a brace would begin a template; doubled it is itself. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** `jsonencode({ … })` over lines, for a policy inside a block. */
export function jsonEncode(value: HclObject, indent: string): Expression {
  return new Expression(`jsonencode(${writeValue(value, indent)})`);
}
