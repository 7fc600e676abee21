'use client';
import { type ReactNode, useState } from 'react';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { BucketPanel } from './bucket-panel.tsx';
import { OpenFormProvider, useOpenForm } from './form-link.tsx';
import { type FormPlace, PolicyPanel } from './policy-panel.tsx';
import { type SourceScope, SourceScopeProvider } from './source-scope.ts';
import { TestPanel } from './test-panel.tsx';
import { FollowTestProvider, useSourceTest } from './use-source-test.ts';

/**
 * The form of a bucket, and beside it the policies that it needs, following what is typed; under both the test that was asked for
 * last. `children` (the buckets that are there) stand below, and on a narrow screen before the policies.
 */
export function Configure(props: {
  scope: SourceScope;
  /** Of a bucket that is there; null for a new one. */
  editing: SourceSettings | null;
  /** What the URL asks for: a bucket's id, `new`, or '' where it asks for nothing. */
  asked: string;
  zone: string;
  children: ReactNode;
}) {
  const { editing, asked, scope } = props;
  const [place, setPlace] = useState<FormPlace>(() => placeOf(editing, scope));
  const { busy, open } = useOpenForm();
  const { running, follow } = useSourceTest();
  return (
    <SourceScopeProvider value={scope}>
      <OpenFormProvider value={open}>
        <FollowTestProvider value={follow}>
          <div className="grid gap-4 max-md:gap-2 xl:grid-cols-[minmax(0,1fr)_480px] max-md:[&>section:first-of-type]:border-t-0">
            <BucketPanel
              key={editing?.id ?? asked}
              editing={editing}
              focused={editing !== null || asked === 'new'}
              leaving={busy}
              onPlace={setPlace}
            />
            <PolicyPanel place={place} className="max-xl:order-2" />
            {running && (
              <div className="min-w-0 max-xl:order-1 xl:col-span-2">
                <TestPanel running={running} zone={props.zone} />
              </div>
            )}
            <div className="min-w-0 max-xl:order-1 xl:col-span-2">{props.children}</div>
          </div>
        </FollowTestProvider>
      </OpenFormProvider>
    </SourceScopeProvider>
  );
}

function placeOf(editing: SourceSettings | null, scope: SourceScope): FormPlace {
  const { isAdmin, externalId, offered } = scope;
  return {
    bucket: editing?.bucket ?? offered?.bucket ?? '',
    prefix: editing?.prefix ?? offered?.prefix ?? '',
    region: editing?.region ?? offered?.region ?? '',
    queueUrl: editing?.sqsQueueUrl ?? '',
    credentials: editing?.credentialKind ?? (isAdmin ? 'role' : 'access-key'),
    externalId: editing?.externalId ?? externalId,
  };
}
