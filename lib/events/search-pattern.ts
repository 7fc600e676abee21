import { escapeLike } from '#lib/db/like.ts';

/**
 * A search term as a LIKE pattern: `*` any text, `?` one character; a term without wildcards matches any part.
 * What LIKE itself takes for a wildcard is escaped.
 */
export function toLikePattern(term: string): string {
  const escaped = escapeLike(term);
  if (!/[*?]/.test(term)) return `%${escaped}%`;
  return escaped.replaceAll('*', '%').replaceAll('?', '_');
}

/** The same for texts in memory, e.g. account numbers. Letters match in either case, as in the database. */
export function toRegExp(term: string): RegExp {
  const escaped = term.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  if (!/[*?]/.test(term)) return new RegExp(escaped, 'isu');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}

/** False for digits and signs: there the plain comparison answers the same in half the time. */
export function hasLetters(term: string): boolean {
  return term.toLowerCase() !== term.toUpperCase();
}
