/** Cookie of the choice: `utc` or `local`. */
export const ZONE_CHOICE_COOKIE = 'tz';
/** Cookie of the browser's own zone (an IANA name), written by the page's first script so that the server can format. */
export const BROWSER_ZONE_COOKIE = 'zone';

export interface ViewerZone {
  /** IANA name in which times are shown now. */
  zone: string;
  choice: 'local' | 'utc';
  /** The viewer's own zone, or UTC while it is unknown. */
  local: string;
}

/** The zone to show times in, from the two cookies. A junk zone name counts as unknown. */
export function resolveViewerZone(choice: string | undefined, browserZone: string | undefined): ViewerZone {
  const local = browserZone && isZone(browserZone) ? browserZone : 'UTC';
  return choice === 'utc' ? { zone: 'UTC', choice: 'utc', local } : { zone: local, choice: 'local', local };
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
