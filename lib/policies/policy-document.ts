export type OneOrMany = string | readonly string[];

/** Operator → condition key → value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

export type Statement = {
  Sid: string;
  Effect: 'Allow';
  Principal: Readonly<Record<'Service' | 'AWS', OneOrMany>> | { Service: OneOrMany } | { AWS: OneOrMany };
  Action: OneOrMany;
  Resource: OneOrMany;
  Condition?: Conditions;
};

/** A policy as it is attached to a bucket or a key. Names as AWS writes them. */
export type PolicyDocument = { Version: '2012-10-17'; Statement: readonly Statement[] };

export function toDocument(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** The policy to paste: over lines, or on one line where it would be longer than `limitBytes` otherwise. */
export function policyText(document: PolicyDocument, limitBytes: number): string {
  const overLines = JSON.stringify(document, null, 2);
  return policyBytes(overLines) <= limitBytes ? overLines : JSON.stringify(document);
}

/** What counts against AWS's limit: every byte, spaces included. */
export function policyBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** One value alone, several as a list: as AWS's own examples are written. */
export function oneOrMany(values: readonly string[]): OneOrMany {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
