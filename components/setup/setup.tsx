'use client';
import type { ReactNode } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import type { SetupFields } from '#lib/policies/setup-fields.ts';
import { CheckPanel } from './check-panel.tsx';
import { Guide } from './guide.tsx';
import type { CheckedBucket, SetupTab } from './setup-state.ts';
import { useSetup } from './use-setup.ts';

const TABS: { value: SetupTab; label: string }[] = [
  { value: 'sources', label: 'Data sources' },
  { value: 'guide', label: 'Guide' },
  { value: 'check', label: 'Check policies' },
];

/** The parts of Setup. `children` are the data sources. The guide's boxes are those of the check too. */
export function Setup(props: {
  scope: string;
  href: string;
  configureHref: string;
  /** What the boxes begin with where the address says nothing. */
  first: Partial<SetupFields>;
  buckets: CheckedBucket[];
  children: ReactNode;
}) {
  const { state, change } = useSetup(props.scope, props.href, props.first);
  return (
    <>
      <div className="max-md:px-4 max-md:pt-3">
        <Segmented
          label="Part of Setup"
          value={state.tab}
          options={TABS}
          onChange={(tab) => change({ tab })}
        />
      </div>
      {state.tab === 'sources' && props.children}
      {state.tab === 'guide' && <Guide state={state} change={change} configureHref={props.configureHref} />}
      {state.tab === 'check' && (
        <CheckPanel
          state={state}
          change={change}
          buckets={props.buckets}
          configureHref={props.configureHref}
        />
      )}
    </>
  );
}
