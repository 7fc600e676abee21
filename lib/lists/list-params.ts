/** A list with search, order, a filter and pages: where it stands and what its URL may say. Isomorphic. */
export type ListSpec<Sort extends string = string, Filter extends string = string> = {
  path: string;
  /** The first is the order without a choice. */
  sorts: readonly Sort[];
  filters: readonly Filter[];
  /** Before each of its parameters, where two lists stand on one page. */
  prefix?: string;
};

export type ListParams<Sort extends string = string, Filter extends string = string> = {
  q: string;
  sort: Sort;
  down: boolean;
  filter: Filter | null;
  /** 1-based. */
  page: number;
};

export type PageParams = Record<string, string | string[] | undefined>;

/** Rows of a page of any list. */
export const LIST_ROWS = 50;

const LONGEST_SEARCH = 200;
const LAST_PAGE = 10_000;

/** Tolerant: junk falls back to the default. Of a parameter that comes twice the first counts. */
export function parseListParams<Sort extends string, Filter extends string>(
  spec: ListSpec<Sort, Filter>,
  params: PageParams,
): ListParams<Sort, Filter> {
  const said = (name: string) => [params[`${spec.prefix ?? ''}${name}`] ?? ''].flat()[0] ?? '';
  const [usual] = spec.sorts;
  if (usual === undefined) throw new RangeError(`the list ${spec.path} has no order`);
  const page = Number(said('page'));
  return {
    q: said('q').trim().slice(0, LONGEST_SEARCH),
    sort: spec.sorts.find((sort) => sort === said('sort')) ?? usual,
    down: said('down') === '1',
    filter: spec.filters.find((filter) => filter === said('show')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
  };
}

/** The URL of a state of the list; what is the default is left out. */
export function listHref(spec: ListSpec, params: Partial<ListParams>): string {
  const { q, sort, down, filter, page } = params;
  const query = new URLSearchParams();
  const say = (name: string, value: string) => query.set(`${spec.prefix ?? ''}${name}`, value);
  if (q) say('q', q);
  if (filter) say('show', filter);
  if (sort && sort !== spec.sorts[0]) say('sort', sort);
  if (down) say('down', '1');
  if (page && page > 1) say('page', String(page));
  return `${spec.path}${query.size > 0 ? `?${query}` : ''}`;
}

/** One page of a list. */
export type ListPage<Row> = {
  rows: Row[];
  /** That match, on all pages. */
  total: number;
  /** The page shown: the last one where a later one was asked for. */
  page: number;
  pages: number;
};

/** Which page is shown where `total` rows match, and how many rows stand before it. */
export function placeOfPage(asked: number, total: number): { page: number; pages: number; skip: number } {
  const pages = Math.max(1, Math.ceil(total / LIST_ROWS));
  const page = Math.min(asked, pages);
  return { page, pages, skip: (page - 1) * LIST_ROWS };
}
