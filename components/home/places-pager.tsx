'use client';
import { useRouter } from 'next/navigation';
import { Pager } from '#components/ui/pager.tsx';
import { HOME_ROWS, type HomePages, type HomeSearch, homeHref } from '#lib/accounts/home-search.ts';
import { formatCount } from '#lib/charts/format-number.ts';

/** Turns the pages of a list of views or accounts; nothing where there is one page. */
export function PlacesPager(props: {
  search: HomeSearch;
  /** Which of the search's pages this is. */
  of: HomePages;
  first: number;
  count: number;
  page: number;
  matching: number;
}) {
  const router = useRouter();
  const { search, of, first, count, page, matching } = props;
  if (matching <= HOME_ROWS) return null;
  const turn = (to: number) => () => router.push(homeHref({ ...search, [of]: to }), { scroll: false });
  return (
    <Pager
      range={`${formatCount(first)} – ${formatCount(first + count - 1)} of ${formatCount(matching)} ${of === 'views' ? 'views' : 'accounts'}`}
      onPrevious={page > 1 ? turn(page - 1) : undefined}
      onNext={first + count - 1 < matching ? turn(page + 1) : undefined}
    />
  );
}
