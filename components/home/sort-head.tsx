import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { FIRST_PAGES, type HomeSearch, type HomeSort, homeHref } from '#lib/accounts/home-search.ts';

/** A column's head that orders the rows of all of Home's tables, by a link. */
export function SortHead(props: { sort: HomeSort; label: string; search: HomeSearch; numeric?: boolean }) {
  const { sort, search } = props;
  const on = search.sort === sort;
  return (
    <HeadCell
      numeric={props.numeric}
      sorted={on ? (sort === 'name' ? 'ascending' : 'descending') : undefined}
    >
      <Link
        href={homeHref({ ...search, sort, ...FIRST_PAGES })}
        prefetch={false}
        scroll={false}
        className="rounded-[2px] hover:text-fg"
      >
        {props.label}
      </Link>
    </HeadCell>
  );
}
