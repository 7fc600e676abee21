'use client';
import { type ReactNode, useState } from 'react';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { BucketPanel } from './bucket-panel.tsx';
import { OpenFormProvider, useOpenForm } from './form-link.tsx';
import { PolicyPanel, type PolicyPlace } from './policy-panel.tsx';

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
  /** What the URL asks for: a bucket's id, `new`, or '' where it asks for nothing. */
  asked: string;
  children: ReactNode;
}) {
  const { editing, asked, href } = props;
  const [place, setPlace] = useState<PolicyPlace>(() => placeOf(editing));
  const { busy, open } = useOpenForm();
  return (
    <OpenFormProvider value={open}>
      <div className="grid gap-4 max-md:gap-2 xl:grid-cols-[minmax(0,1fr)_480px] max-md:[&>section:first-of-type]:border-t-0">
        <BucketPanel
          key={editing?.id ?? asked}
          view={props.view}
          editing={editing}
          isAdmin={props.isAdmin}
          href={href}
          focused={editing !== null || asked === 'new'}
          leaving={busy}
          onPlace={setPlace}
        />
        <PolicyPanel place={place} className="max-xl:order-2" />
        <div className="min-w-0 max-xl:order-1 xl:col-span-2">{props.children}</div>
      </div>
    </OpenFormProvider>
  );
}

function placeOf(editing: SourceSettings | null): PolicyPlace {
  return { bucket: editing?.bucket ?? '', prefix: editing?.prefix ?? '', region: editing?.region ?? '' };
}
