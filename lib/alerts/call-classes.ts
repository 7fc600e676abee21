import type { Category } from '#lib/cloudtrail/event.ts';
import { CALL } from './compile.ts';
import type { Subject } from './subject.ts';
import { OPEN, ValueClasses, type Wanted } from './value-classes.ts';

/** What a call is besides its name and service. */
export const CALL_SOURCES: readonly string[] = [CALL, '@category'];

/** Calls that are remembered: AWS has some ten thousand. */
const MOST_CALLS = 20_000;

/** Puts calls into classes as ValueClasses does with values, by the record's own texts: the reader gives the same ones each time. */
export class CallClasses {
  readonly #classes: ValueClasses;
  readonly #known = new Map<Category, Map<unknown, Map<unknown, number>>>();
  #calls = 0;

  constructor({ tests, fields }: Pick<Wanted, 'tests' | 'fields'>) {
    this.#classes = new ValueClasses({ source: CALL, tests, fields }, () => OPEN);
  }

  classOf(subject: Subject): number {
    const { category } = subject.event;
    const service: unknown = Reflect.get(subject.record, 'eventSource');
    const name: unknown = Reflect.get(subject.record, 'eventName');
    const known = this.#known.get(category)?.get(service)?.get(name);
    if (known !== undefined) return known;
    const made = this.#classes.classOf(subject);
    // Of an Insight and of a summary, name and service stand elsewhere in the record.
    if (category !== 'insight' && category !== 'aggregated') this.#remember(category, service, name, made);
    return made;
  }

  #remember(category: Category, service: unknown, name: unknown, made: number): void {
    if (this.#calls >= MOST_CALLS) {
      this.#known.clear();
      this.#calls = 0;
    }
    const services = this.#known.get(category) ?? new Map<unknown, Map<unknown, number>>();
    const names = services.get(service) ?? new Map<unknown, number>();
    this.#known.set(category, services.set(service, names.set(name, made)));
    this.#calls += 1;
  }
}
