import type { Actor } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { IDENTITY } from './compile.ts';
import type { Subject } from './subject.ts';
import { numberOf, ValueClasses, type Wanted } from './value-classes.ts';

/** All that is made of who acted, and the record's field itself. */
export const IDENTITY_SOURCES: readonly string[] = [
  IDENTITY,
  '@user',
  '@session',
  '@principalArn',
  '@identityType',
  '@accessKey',
  '@mfa',
];

/**
 * Puts identities into classes as ValueClasses does with values. The reader gives the same object each time for one identity; each of
 * its parts has classes of its own, since a role has many sessions and a session many keys.
 */
export class IdentityClasses {
  readonly #parts: readonly ValueClasses[];
  readonly #numbers = new Map<string, number>();
  readonly #ofObjects = new WeakMap<object, { actor: Actor; number: number }>();

  constructor({ tests, fields }: Pick<Wanted, 'tests' | 'fields'>) {
    const parts = new Set([...tests.map(({ field }) => field), ...fields]);
    this.#parts = [...parts].map((field) => {
      const ofField = tests.filter((test) => test.field === field);
      return new ValueClasses({
        source: field,
        tests: ofField,
        fields: fields.includes(field) ? [field] : [],
      });
    });
  }

  classOf(subject: Subject): number {
    const identity = asObject(Reflect.get(subject.record, IDENTITY));
    const { actor } = subject.event;
    const known = identity && this.#ofObjects.get(identity);
    // What a sign-in or an address says may go into the actor too.
    if (known && (known.actor === actor || isSame(known.actor, actor))) return known.number;
    let parts = '';
    for (const part of this.#parts) parts += `${part.classOf(subject)} `;
    const number = numberOf(this.#numbers, parts);
    if (identity) this.#ofObjects.set(identity, { actor, number });
    return number;
  }
}

function isSame(a: Actor, b: Actor): boolean {
  return (
    a.label === b.label &&
    a.identityType === b.identityType &&
    a.mfa === b.mfa &&
    a.sessionName === b.sessionName &&
    a.accessKeyId === b.accessKeyId &&
    a.principalArn === b.principalArn
  );
}
