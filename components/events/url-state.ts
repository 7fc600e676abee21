/** A query string in one spelling, without its `?`. */
export function normalQuery(text: string): string {
  return new URLSearchParams(text).toString();
}

/**
 * The page's query string as this page last set it. The router learns of a change a moment later, in a transition, and
 * may in between write an older one back into the address bar; whoever read the address bar then would lose a step.
 * So what the page pushed itself counts at once, and the router is followed only where it brings something else: a link
 * elsewhere on the page, or the back button.
 */
export type UrlState = {
  current: () => string;
  /** The page itself has changed it. */
  set: (query: string) => void;
  /** The router has arrived at it: later than we are where it is one of our own, news where it is not. */
  seen: (query: string) => void;
  /** The browser went back or forward to it. */
  went: (query: string) => void;
  subscribe: (changed: () => void) => () => void;
};

export function createUrlState(initial: string): UrlState {
  let current = normalQuery(initial);
  /** Set by the page and not seen by the router yet. */
  let ahead: string[] = [];
  const listeners = new Set<() => void>();
  const become = (query: string) => {
    if (query === current) return;
    current = query;
    for (const changed of listeners) changed();
  };
  return {
    current: () => current,
    set(query) {
      ahead.push(normalQuery(query));
      become(normalQuery(query));
    },
    seen(query) {
      const place = ahead.indexOf(normalQuery(query));
      if (place !== -1) {
        ahead = ahead.slice(place + 1);
        return;
      }
      ahead = [];
      become(normalQuery(query));
    },
    went(query) {
      ahead = [];
      become(normalQuery(query));
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
