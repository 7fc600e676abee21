import type { Caller } from './record.ts';
import { HOUR_MS } from './times.ts';

/** Sessions that are still open, by name: the same caller, key and creation date are used until they expire. */
export class Sessions {
  readonly #open = new Map<string, { caller: Caller; expiresMs: number }>();

  /** The open session of that name; where there is none (any more), `open` begins it, AssumeRole included. */
  get(name: string, timeMs: number, open: () => Caller, lifetimeMs = HOUR_MS): Caller {
    const known = this.#open.get(name);
    if (known && known.expiresMs > timeMs) return known.caller;
    const caller = open();
    this.#open.delete(name);
    this.#open.set(name, { caller, expiresMs: timeMs + lifetimeMs });
    this.#forget(timeMs);
    return caller;
  }

  #forget(timeMs: number): void {
    if (this.#open.size < 500) return;
    for (const [name, session] of this.#open) if (session.expiresMs <= timeMs) this.#open.delete(name);
  }
}
