import { TrailkeepError } from '#lib/errors.ts';

/** Why one rule of a text cannot be imported, and on which of its lines (from 1). It ends that rule, never the import. */
export class SigmaRefusal extends TrailkeepError {
  readonly line: number;

  constructor(line: number, reason: string) {
    super('bad-request', reason);
    this.line = line;
  }
}

/** Throws SigmaRefusal; `reason` is a sentence. */
export function refuse(line: number, reason: string): never {
  throw new SigmaRefusal(line, reason);
}
