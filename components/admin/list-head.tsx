import Link from 'next/link';
import type { ReactNode } from 'react';
import { HeadCell } from '#components/table/data-table.tsx';
import { type ListParams, type ListSpec, listHref } from '#lib/lists/list-params.ts';

/** A head that sorts the list by its column, and the other way round where it does already. */
export function ListHead<Sort extends string>(props: {
  spec: ListSpec<Sort>;
  params: ListParams<Sort>;
  sort: Sort;
  numeric?: boolean;
  children: ReactNode;
}) {
  const { spec, params, sort } = props;
  const on = params.sort === sort;
  return (
    <HeadCell numeric={props.numeric} sorted={on ? (params.down ? 'descending' : 'ascending') : undefined}>
      <Link
        href={listHref(spec, { ...params, sort, down: on && !params.down, page: 1 })}
        prefetch={false}
        scroll={false}
        className="rounded-[2px] hover:text-fg"
      >
        {props.children}
      </Link>
    </HeadCell>
  );
}
