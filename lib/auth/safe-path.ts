/**
 * The path to go on to after signing in: what was asked for if it is a page of this portal, otherwise Home. Whatever names
 * another host, in any spelling that a browser would follow there, is Home too.
 */
export function safePath(asked: string | null | undefined, origin?: string): string {
  if (!asked || asked.length > 4096) return '/';
  const base = 'https://portal.invalid';
  try {
    const url = new URL(asked, base);
    const inside = url.origin === base || (origin !== undefined && url.origin === origin);
    // The parsed path, not the text: browsers and URL drop tabs and newlines and turn backslashes round.
    const path = `${url.pathname}${url.search}${url.hash}`;
    return inside && !path.startsWith('//') && !path.startsWith('/api/') && url.pathname !== '/sign-in'
      ? path
      : '/';
  } catch {
    return '/';
  }
}
