import { hash } from 'node:crypto';
import { lookedForBy } from '../looked-for.ts';
import { BUILT_IN_RULES } from './built-in-rules.ts';

let digests: ReadonlyMap<string, string> | null = null;

/** Of what each built-in rule of this version looks for, by its id: the same from start to start as long as nothing of that changes. */
export function builtinDigests(): ReadonlyMap<string, string> {
  digests ??= new Map(
    BUILT_IN_RULES.map((rule) => [rule.id, hash('sha256', lookedForBy(rule), 'base64url')]),
  );
  return digests;
}
