import { z } from 'zod';

/** What of the page stands in its URL: a link sent to a colleague shows the same. Junk falls back to the default. */
const pageState = z.object({
  q: z.string().max(200).catch(''),
  show: z.enum(['all', 'warnings']).catch('all'),
  /** The id of the trail whose sheet is open. */
  trail: z.string().max(2048).nullable().catch(null),
});

export type PageState = z.infer<typeof pageState>;

export function readPageState(params: URLSearchParams): PageState {
  return pageState.parse({
    q: params.get('q') ?? '',
    show: params.get('show') ?? 'all',
    trail: params.get('trail'),
  });
}

/** The query string with some of the state changed; what is at its default is left out, what is not ours stays. */
export function writePageState(params: URLSearchParams, change: Partial<PageState>): string {
  const next = { ...readPageState(params), ...change };
  const written = new URLSearchParams(params);
  for (const name of ['q', 'show', 'trail'] as const) written.delete(name);
  if (next.q !== '') written.set('q', next.q);
  if (next.show !== 'all') written.set('show', next.show);
  if (next.trail !== null) written.set('trail', next.trail);
  return written.size === 0 ? '' : `?${written}`;
}
