/** An answer that AWS gives as an error: the code is what SDKs look at. */
export class AwsError extends Error {
  readonly status: number;
  readonly code: string;
  /** Further elements of the XML body, e.g. the region that was expected. */
  readonly details: Record<string, string>;

  constructor(status: number, code: string, message: string, details: Record<string, string> = {}) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError(403, 'AccessDenied', message);
}
