'use client';
import { useState } from 'react';
import { FormInput, faultOf } from '#components/sources/form-input.tsx';
import { RadioList } from '#components/ui/choices.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import type { FormState } from '#lib/form-state.ts';
import type { AccountSettings } from '#lib/trails/queries/find-account-settings.ts';

type Kind = NonNullable<AccountSettings['kind']>;

/** What asks AWS for an account's trails. A stored secret is never here: only that there is one. */
export function CredentialInputs(props: {
  state: FormState;
  settings: AccountSettings;
  isAdmin: boolean;
  /** What is typed has changed: an external ID of its own belongs to the trust policy beside the form. */
  onKind: (kind: Kind) => void;
}) {
  const { state, settings, isAdmin } = props;
  const [kind, setKind] = useState<Kind>(settings.kind ?? 'access-key');
  const choose = (chosen: Kind) => {
    setKind(chosen);
    props.onKind(chosen);
  };
  return (
    <>
      <FieldGroup
        label="Credentials"
        hint={isAdmin ? undefined : 'Only a security admin may use this machine’s own credentials.'}
      >
        <RadioList
          label="Credentials"
          name="credentials"
          className="pt-1"
          value={kind}
          onChange={choose}
          options={[
            { value: 'role', label: 'Role to assume, with external ID' },
            { value: 'access-key', label: 'Access key of an IAM user' },
            { value: 'default', label: 'This machine’s own credentials', disabled: !isAdmin },
          ]}
        />
      </FieldGroup>
      {kind === 'role' && <RoleInputs state={state} settings={settings} />}
      {kind !== 'default' && (
        <KeyInputs state={state} settings={settings} isAdmin={isAdmin} isRole={kind === 'role'} />
      )}
      <Field label="Endpoint" optional error={faultOf(state, 'endpoint')}>
        {(control) => (
          <FormInput
            state={state}
            name="endpoint"
            defaultValue={settings.endpoint ?? ''}
            inputMode="url"
            placeholder="only for a VPC endpoint of the CloudTrail API"
            {...control}
          />
        )}
      </Field>
    </>
  );
}

function RoleInputs({ state, settings }: { state: FormState; settings: AccountSettings }) {
  return (
    <>
      <Field label="Role" error={faultOf(state, 'credentials.roleArn')}>
        {(control) => (
          <FormInput
            state={state}
            name="roleArn"
            path="credentials.roleArn"
            defaultValue={settings.roleArn ?? ''}
            placeholder={`arn:aws:iam::${settings.accountId}:role/trailkeep`}
            mono
            {...control}
          />
        )}
      </Field>
      <Field
        label="External ID"
        error={faultOf(state, 'credentials.externalId')}
        hint="The same in the role's trust policy."
      >
        {(control) => (
          <FormInput
            state={state}
            name="externalId"
            path="credentials.externalId"
            defaultValue={settings.externalId ?? ''}
            mono
            {...control}
          />
        )}
      </Field>
    </>
  );
}

function KeyInputs(props: {
  state: FormState;
  settings: AccountSettings;
  isAdmin: boolean;
  isRole: boolean;
}) {
  const { state, settings, isAdmin, isRole } = props;
  return (
    <FieldGroup
      label="Access key"
      optional={isRole && isAdmin}
      error={faultOf(state, 'credentials.accessKeyId', 'credentials.secretAccessKey')}
      hint={hintOf(isRole, settings.hasSecret)}
    >
      <div className="grid gap-2 md:grid-cols-2">
        <FormInput
          state={state}
          name="accessKeyId"
          path="credentials.accessKeyId"
          defaultValue={settings.accessKeyId ?? ''}
          aria-label="Access key ID"
          placeholder="access key ID"
          mono
        />
        <FormInput
          state={state}
          name="secretAccessKey"
          path="credentials.secretAccessKey"
          type="password"
          autoComplete="new-password"
          aria-label="Secret key"
          placeholder={settings.hasSecret ? 'secret key is stored' : 'secret key'}
        />
      </div>
    </FieldGroup>
  );
}

function hintOf(isRole: boolean, stored: boolean): string {
  if (stored) return 'Leave the secret key empty to keep the one that is stored.';
  if (isRole) return 'Who asks for the role. Empty: this machine’s own credentials do.';
  return 'The secret key is encrypted before it is stored, and never shown again.';
}
