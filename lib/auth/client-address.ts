/**
 * The address of whoever sent the request. The last entry of `X-Forwarded-For` is what the nearest proxy saw (Next itself writes
 * the connection's address where there is no proxy); earlier entries are whatever the client claimed.
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return last.slice(0, 64) || 'unknown';
}
