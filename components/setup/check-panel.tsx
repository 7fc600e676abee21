'use client';
import { Database } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { Waiting } from '#components/ui/waiting.tsx';
import { readSetup } from '#lib/policies/setup-fields.ts';
import { CheckResult } from './check-result.tsx';
import { GuideForm } from './guide-form.tsx';
import type { CheckedBucket, SetupState } from './setup-state.ts';
import { useCheck } from './use-check.ts';
import type { ChangeSetup } from './use-setup.ts';

type Props = { state: SetupState; change: ChangeSetup; buckets: CheckedBucket[]; configureHref: string };

/** Reads the policies as they are in AWS, and says account by account what of them is right, missing or too wide. */
export function CheckPanel({ state, change, buckets, configureHref }: Props) {
  const [chosen, setChosen] = useState(buckets[0]?.id ?? 0);
  const bucket = buckets.find(({ id }) => id === chosen) ?? buckets[0];
  // The bucket's own name stands in the box, whatever the guide was about.
  const fields = useMemo(
    () => (bucket ? { ...state.fields, bucket: bucket.name } : state.fields),
    [state.fields, bucket],
  );
  const { plan, faults, missing } = useMemo(() => readSetup(fields), [fields]);
  const target = bucket ? { sourceId: bucket.id, fields } : null;
  const { check, starting, busy, late, fault, result } = useCheck(target);
  if (!bucket || !target) return <NoBucket href={configureHref} />;
  const ready = Object.keys(faults).length === 0 && !missing.includes('audit') && plan.key !== 'new';
  return (
    <div className="grid items-start gap-4 max-md:gap-2 xl:grid-cols-[400px_minmax(0,1fr)]">
      <GuideForm fields={fields} faults={faults} plan={plan} change={change} bucketIsGiven />
      <Panel aria-labelledby="check">
        <PanelHeader id="check" title="Policies as they are">
          {buckets.length > 1 && (
            <Select
              label="Bucket"
              value={String(bucket.id)}
              options={buckets.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={(id) => setChosen(Number(id))}
            />
          )}
          <Button variant="primary" disabled={starting || busy || !ready} onClick={() => check(target)}>
            {busy ? 'Checking…' : 'Check'}
          </Button>
        </PanelHeader>
        <div className="grid gap-4 p-4">
          {plan.key === 'new' && (
            <Note tone="info">Name the key that was made, or none: there is no policy to read yet.</Note>
          )}
          {fault && (
            <Note tone="bad" role="alert">
              {fault.message} {fault.hint}
            </Note>
          )}
          {late && (
            <Note tone="warn" role="status">
              No worker has taken it yet. Checks are made by the worker, the only one who may open the stored
              key.
            </Note>
          )}
          {result && !busy && <CheckResult result={result} bucket={bucket.name} />}
          {busy && !late && <Waiting verb="Reading the policies" />}
          {!result && !busy && !fault && <What name={bucket.name} />}
        </div>
      </Panel>
    </div>
  );
}

function What({ name }: { name: string }) {
  return (
    <p className="text-13/5 text-fg-2">
      Reads the policy of <b className="font-medium">{name}</b>, and of the key where one is named, with the
      credentials that the bucket is collected with (s3:GetBucketPolicy, kms:DescribeKey, kms:GetKeyPolicy).
      Nothing is changed. What is wrong comes with the statement that mends it.
    </p>
  );
}

function NoBucket({ href }: { href: string }) {
  return (
    <Panel>
      <EmptyState
        title="No bucket to check yet"
        icon={<Database aria-hidden />}
        actions={
          <Button asChild size="form">
            <Link href={href}>Open Configure</Link>
          </Button>
        }
      >
        The policies are read with the credentials of a bucket that is configured here.
      </EmptyState>
    </Panel>
  );
}
