import { z } from 'zod';

/** What of Home is shown, as its URL says it. Isomorphic. */
export const HOME_SORTS = ['events', 'name', 'last', 'findings'] as const;
export type HomeSort = (typeof HOME_SORTS)[number];

/** Rows of a page of views or accounts: with both, and what was found, on one page. */
export const HOME_ROWS = 25;

const page = z.coerce.number().int().min(1).max(10_000).catch(1);

const homeSearch = z.object({
  /** Part of a name or number. */
  q: z.string().trim().max(200).catch(''),
  sort: z.enum(HOME_SORTS).catch('events'),
  views: page,
  accounts: page,
  discovered: page,
});
export type HomeSearch = z.output<typeof homeSearch>;

/** Where a search that finds or orders otherwise begins. */
export const FIRST_PAGES = { views: 1, accounts: 1, discovered: 1 } as const;
export type HomePages = keyof typeof FIRST_PAGES;

/** Tolerant: junk falls back to the default. Of a parameter that comes twice the first counts. */
export function parseHomeSearch(params: Record<string, string | string[] | undefined>): HomeSearch {
  const first = Object.entries(params).map(([name, value]) => [name, [value ?? []].flat()[0]]);
  return homeSearch.parse(Object.fromEntries(first));
}

/** Home's address for a search: only what differs from the default. */
export function homeHref({ q, sort, ...pages }: HomeSearch): string {
  const params = new URLSearchParams();
  if (q) params.append('q', q);
  if (sort !== 'events') params.append('sort', sort);
  for (const [list, page] of Object.entries(pages)) if (page > 1) params.append(list, String(page));
  const query = params.toString();
  return query ? `/?${query}` : '/';
}
