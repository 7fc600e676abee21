'use client';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import type { FormState } from '#lib/form-state.ts';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { FormInput, faultOf } from './form-input.tsx';
import { useSourceScope } from './source-scope.ts';

type Props = {
  kind: SourceSettings['credentialKind'];
  state: FormState;
  settings: SourceSettings | null;
};

/** What each kind of credentials asks for. A stored secret is never here: only that there is one. */
export function CredentialFields({ kind, state, settings }: Props) {
  const { isAdmin } = useSourceScope();
  if (kind === 'default') return null;
  const stored = Boolean(settings?.hasSecret);
  const isRole = kind === 'role';
  return (
    <>
      {isRole && <RoleFields state={state} settings={settings} />}
      <FieldGroup
        label="Access key"
        optional={isRole && isAdmin}
        error={faultOf(state, 'credentials.accessKeyId', 'credentials.secretAccessKey')}
        hint={hintOf(isRole, stored, isAdmin)}
      >
        <div className="grid gap-2 md:grid-cols-2">
          <FormInput
            state={state}
            name="accessKeyId"
            path="credentials.accessKeyId"
            defaultValue={settings?.accessKeyId ?? ''}
            aria-label="Access key ID"
            placeholder="access key ID"
            mono
          />
          <FormInput
            state={state}
            name="secretAccessKey"
            path="credentials.secretAccessKey"
            id="secret-key"
            type="password"
            autoComplete="new-password"
            aria-label="Secret key"
            placeholder={stored ? 'secret key is stored' : 'secret key'}
          />
        </div>
      </FieldGroup>
    </>
  );
}

function hintOf(isRole: boolean, stored: boolean, isAdmin: boolean): string {
  if (isRole && !stored)
    return isAdmin
      ? 'Who asks for the role. Empty: this machine’s own credentials do.'
      : 'Who asks for the role.';
  if (stored)
    return 'Leave the secret key empty to keep the one that is stored. It is encrypted, and never shown again.';
  return 'The secret key is encrypted before it is stored, and never shown again.';
}

function RoleFields({ state, settings }: Pick<Props, 'state' | 'settings'>) {
  const { externalId, kind } = useSourceScope();
  return (
    <>
      <Field label="Role" error={faultOf(state, 'credentials.roleArn')}>
        {(control) => (
          <FormInput
            state={state}
            name="roleArn"
            path="credentials.roleArn"
            defaultValue={settings?.roleArn ?? ''}
            placeholder="arn:aws:iam::111111111111:role/trailkeep"
            mono
            {...control}
          />
        )}
      </Field>
      <Field
        label="External ID"
        error={faultOf(state, 'credentials.externalId')}
        hint={`Made for this ${kind}: it belongs into the role's trust policy, as beside.`}
      >
        {(control) => (
          <FormInput
            state={state}
            name="externalId"
            path="credentials.externalId"
            defaultValue={settings?.externalId ?? externalId}
            placeholder="the one in the role's trust policy"
            mono
            {...control}
          />
        )}
      </Field>
    </>
  );
}
