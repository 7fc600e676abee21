/** The whole object cannot be read. `reason` is a phrase for the ledger, such as `the gzip data ends too early`. */
export class ObjectUnreadableError extends Error {
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(`The object cannot be read: ${reason}`, { cause });
    this.name = 'ObjectUnreadableError';
    this.reason = reason;
  }
}
