/** What of a request tells where it comes from. */
export type RequestFacts = {
  method: string;
  /** The headers of these names; null where one is absent. */
  origin: string | null;
  fetchSite: string | null;
  host: string | null;
};

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a browser sends a request that changes something on behalf of another site's page. `own` is the portal's origin as
 * people type it; the host that the request names is its too. Programs send neither header, and no cookies on somebody's behalf.
 */
export function isForeign({ method, origin, fetchSite, host }: RequestFacts, own: string): boolean {
  if (READING.includes(method)) return false;
  if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') return true;
  if (origin === null || origin === own) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
