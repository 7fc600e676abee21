'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';
import { Select, type SelectOption } from '#components/ui/select.tsx';
import { type ListParams, type ListSpec, listHref } from '#lib/lists/list-params.ts';

const TYPING_MS = 250;
const ALL = 'all';

/** Search and filter of a list, which are the page's URL; `children` are its buttons. */
export function ListToolbar(props: {
  spec: ListSpec;
  params: ListParams;
  label: string;
  placeholder: string;
  filterLabel?: string;
  filters?: readonly SelectOption<string>[];
  children?: ReactNode;
}) {
  const { spec, params, filters } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const [text, setText] = useState(params.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = (change: Partial<ListParams>) =>
    start(() => router.replace(listHref(spec, { ...params, ...change, page: 1 }), { scroll: false }));
  const find = (q: string) => {
    clearTimeout(timer.current);
    go({ q: q.trim() });
  };
  const type = (q: string) => {
    setText(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => find(q), TYPING_MS);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <search aria-busy={busy} className="flex flex-1 flex-wrap items-center gap-2 max-md:basis-full">
        <SearchInput
          label={props.label}
          placeholder={props.placeholder}
          value={text}
          onChange={type}
          onEnter={() => find(text)}
          className="w-[320px] max-md:w-full"
        />
        {filters && (
          <Select
            label={props.filterLabel ?? 'Show'}
            value={params.filter ?? ALL}
            options={[{ value: ALL, label: 'All' }, ...filters]}
            onChange={(value) => go({ filter: value === ALL ? null : value })}
          />
        )}
      </search>
      {props.children}
    </div>
  );
}
