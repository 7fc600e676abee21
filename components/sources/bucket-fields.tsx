'use client';
import { useEffect, useState } from 'react';
import { RadioList } from '#components/ui/choices.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { FormState } from '#lib/form-state.ts';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { CredentialFields } from './credential-fields.tsx';
import { FormInput, faultOf } from './form-input.tsx';
import type { OfferedPlace } from './offered-place.ts';
import { REGIONS } from './regions.ts';
import { useSourceScope } from './source-scope.ts';

type Kind = SourceSettings['credentialKind'];

/** Everything that a bucket needs. `settings` are those of a bucket that is there, whose name stays. */
export function BucketFields(props: {
  state: FormState;
  settings: SourceSettings | null;
  /** What a new one begins with. */
  offered: OfferedPlace | undefined;
  /** The fields of this kind of credentials are there, with what they begin with. */
  onReady: (kind: Kind) => void;
}) {
  const { state, settings, offered, onReady } = props;
  const { isAdmin, kind: scopeKind } = useSourceScope();
  const [kind, setKind] = useState<Kind>(settings?.credentialKind ?? (isAdmin ? 'role' : 'access-key'));
  useEffect(() => onReady(kind), [onReady, kind]);
  return (
    <>
      <Field
        label={
          scopeKind === 'view'
            ? 'Name of the S3 bucket storing the aggregate CloudTrail data'
            : 'Name of the S3 bucket storing the CloudTrail data'
        }
        error={faultOf(state, 'bucket')}
        hint={settings ? 'Another bucket is added as one of its own.' : undefined}
      >
        {(control) => (
          <FormInput
            state={state}
            name="bucket"
            defaultValue={settings?.bucket ?? offered?.bucket ?? ''}
            placeholder="acme-audit-cloudtrail"
            {...control}
            readOnly={settings !== null}
            frameClassName={settings ? 'bg-surface-2 text-fg-2' : undefined}
          />
        )}
      </Field>
      <Field label="Prefix" optional error={faultOf(state, 'prefix')}>
        {(control) => (
          <FormInput
            state={state}
            name="prefix"
            defaultValue={settings?.prefix ?? offered?.prefix ?? ''}
            placeholder="none: AWSLogs/ is at the top of the bucket"
            {...control}
          />
        )}
      </Field>
      <FieldGroup
        label="Credentials"
        hint={
          isAdmin
            ? undefined
            : 'Only a security admin may use this machine’s own credentials. Without them a role is asked for with an access key.'
        }
      >
        <RadioList
          label="Credentials"
          name="credentials"
          className="pt-1"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'role', label: 'Role to assume, with external ID' },
            { value: 'access-key', label: 'Access key of an IAM user' },
            { value: 'default', label: 'This machine’s own credentials', disabled: !isAdmin },
          ]}
        />
      </FieldGroup>
      <CredentialFields kind={kind} state={state} settings={settings} />
      <PlaceFields
        state={state}
        region={settings?.region ?? offered?.region ?? ''}
        endpoint={settings?.endpoint ?? ''}
      />
      <QueueField state={state} queueUrl={settings?.sqsQueueUrl ?? ''} />
      <ScopeFields state={state} settings={settings} />
    </>
  );
}

function PlaceFields(props: { state: FormState; region: string; endpoint: string }) {
  const { state } = props;
  return (
    <FieldGroup label="Region and endpoint" error={faultOf(state, 'region', 'endpoint')}>
      <div className="grid gap-2 md:grid-cols-[160px_minmax(0,1fr)]">
        <FormInput
          state={state}
          name="region"
          defaultValue={props.region}
          aria-label="Region"
          list="aws-regions"
          placeholder="found by itself"
        />
        <datalist id="aws-regions">
          {REGIONS.map((region) => (
            <option key={region} value={region} />
          ))}
        </datalist>
        <FormInput
          state={state}
          name="endpoint"
          defaultValue={props.endpoint}
          aria-label="Endpoint"
          inputMode="url"
          placeholder="endpoint, only for S3-compatible stores"
        />
      </div>
    </FieldGroup>
  );
}

function QueueField({ state, queueUrl }: { state: FormState; queueUrl: string }) {
  return (
    <Field
      label="SQS queue"
      optional
      error={faultOf(state, 'sqsQueueUrl')}
      hint="Told of new objects by S3, SNS, CloudTrail or EventBridge, they are taken within seconds. The bucket is then listed once an hour for what was missed."
    >
      {(control) => (
        <FormInput
          state={state}
          name="sqsQueueUrl"
          defaultValue={queueUrl}
          inputMode="url"
          placeholder="none: the bucket is listed every five minutes"
          {...control}
        />
      )}
    </Field>
  );
}

function ScopeFields({ state, settings }: { state: FormState; settings: SourceSettings | null }) {
  return (
    <>
      <Field label="Days to collect" error={faultOf(state, 'collectDays')}>
        {(control) => (
          <div className="flex items-center gap-2">
            <FormInput
              state={state}
              name="collectDays"
              defaultValue={String(settings?.collectDays ?? 14)}
              inputMode="numeric"
              frameClassName="w-[72px]"
              className="text-right tabular-nums"
              {...control}
            />
            <span className="text-fg-3">days back, today first</span>
          </div>
        )}
      </Field>
      <FieldGroup
        label="Regions and accounts"
        error={faultOf(state, 'regions', 'accountIds')}
        hint="To take only some: a list, pasted as it is. Account numbers with or without dashes."
      >
        <div className="grid items-start gap-2 md:grid-cols-2">
          <Textarea
            name="regions"
            defaultValue={settings?.regions.join(', ') ?? ''}
            aria-label="Regions to take"
            aria-invalid={faultOf(state, 'regions') !== undefined}
            placeholder="All regions"
          />
          <Textarea
            name="accountIds"
            defaultValue={settings?.accountIds.join(', ') ?? ''}
            aria-label="Accounts to take"
            aria-invalid={faultOf(state, 'accountIds') !== undefined}
            placeholder="All accounts found"
          />
        </div>
      </FieldGroup>
    </>
  );
}
