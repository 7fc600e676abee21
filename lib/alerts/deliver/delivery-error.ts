/** Why a try did not get through. `final` when another would end the same way: it is not tried again by itself. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly final: boolean;
  /** How long the receiver asked to be left alone, in ms. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: { final?: boolean; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.final = options.final ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
