'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';

/** Looks for rules, which is in the URL. */
export function RuleSearch({ q, href }: { q: string; href: string }) {
  const router = useRouter();
  const [text, setText] = useState(q);
  const [busy, start] = useTransition();
  const find = () =>
    start(() =>
      router.replace(text.trim() ? `${href}?${new URLSearchParams({ q: text.trim() })}` : href, {
        scroll: false,
      }),
    );
  return (
    <search aria-busy={busy}>
      <SearchInput
        label="Search rules"
        placeholder="Name, event, technique"
        value={text}
        onChange={setText}
        onEnter={find}
        className="w-[320px] max-md:w-full"
      />
    </search>
  );
}
