'use client';
import { type ReactNode, useState } from 'react';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { BucketPanel } from './bucket-panel.tsx';
import { PolicyPanel } from './policy-panel.tsx';

/**
 * The form of a bucket, and beside it the policy that it needs, following what is typed. `children` (the buckets that are there)
 * stand below, and on a narrow screen before the policy.
 */
export function Configure(props: {
  /** The view's slug. */
  view: string;
  /** Of a bucket that is there; null for a new one. */
  editing: SourceSettings | null;
  /** May use the machine's own credentials. */
  isAdmin: boolean;
  href: string;
  /** The form was asked for: it takes the keyboard. */
  focused: boolean;
  children: ReactNode;
}) {
  const { bucket = '', prefix = '', region } = props.editing ?? {};
  const [place, setPlace] = useState({ bucket, prefix, region: region ?? '' });
  return (
    <div className="grid gap-4 max-md:gap-2 xl:grid-cols-[minmax(0,1fr)_480px] max-md:[&>section:first-of-type]:border-t-0">
      <BucketPanel
        view={props.view}
        editing={props.editing}
        isAdmin={props.isAdmin}
        href={props.href}
        focused={props.focused}
        onPlace={setPlace}
      />
      <PolicyPanel place={place} className="max-xl:order-2" />
      <div className="min-w-0 max-xl:order-1 xl:col-span-2">{props.children}</div>
    </div>
  );
}
