'use client';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { faultOf } from '#components/sources/form-input.tsx';
import { Checkbox } from '#components/ui/choices.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ChannelKind } from '#lib/alerts/deliver/channel-kinds.ts';
import type { StoredSettings } from '#lib/alerts/deliver/channel-model.ts';
import type { FormState } from '#lib/form-state.ts';

type Props = {
  state: FormState;
  /** What is stored of a setting, as text. */
  stored: (setting: string) => string | undefined;
  hasSecret: boolean;
  externalId: string;
  /** May use this machine's own credentials. */
  isAdmin: boolean;
};

/** What a kind of channel needs to know. */
export function ChannelFields({ kind, ...props }: Props & { kind: ChannelKind }) {
  switch (kind) {
    case 'email':
      return <EmailFields {...props} />;
    case 'webhook':
      return <WebhookFields {...props} />;
    case 'pagerduty':
      return <PagerDutyFields {...props} />;
    case 'sns':
      return (
        <AwsFields {...props} name="topicArn" label="Topic" example="arn:aws:sns:eu-central-1:…:alerts" />
      );
    case 'lambda':
      return (
        <AwsFields
          {...props}
          name="functionArn"
          label="Function"
          example="arn:aws:lambda:eu-central-1:…:function:alerts"
        />
      );
  }
}

function EmailFields(props: Props) {
  return (
    <>
      <Setting
        {...props}
        name="to"
        label="Recipients"
        hint="Several are parted by commas."
        inputMode="email"
      />
      <Setting {...props} name="from" label="Sender" inputMode="email" placeholder="trailkeep@example.com" />
      <div className="grid grid-cols-[minmax(0,1fr)_96px] items-start gap-3">
        <Setting {...props} name="host" label="SMTP server" placeholder="smtp.example.com" />
        <Setting {...props} name="port" label="Port" inputMode="numeric" placeholder="587" />
      </div>
      <Choice
        {...props}
        name="security"
        label="Encryption"
        options={[
          { value: 'starttls', label: 'STARTTLS, required' },
          { value: 'tls', label: 'TLS from the first byte' },
          { value: 'none', label: 'None' },
        ]}
      />
      <Setting {...props} name="user" label="User" optional hint="Empty for a relay that asks for none." />
      <Secret {...props} label="Password" optional />
    </>
  );
}

function WebhookFields(props: Props) {
  return (
    <>
      <Address
        {...props}
        placeholder="https://"
        hint="It is stored encrypted. Its host is shown, the rest to nobody."
      />
      <Choice
        {...props}
        name="body"
        label="Message"
        options={[
          { value: 'trailkeep', label: 'The finding as JSON' },
          { value: 'slack', label: 'A message for Slack' },
        ]}
      />
      <Secret
        {...props}
        label="Signing secret"
        optional
        hint="With one, the header Trailkeep-Signature shows that a call is Trailkeep’s."
      />
      {props.hasSecret && <Checkbox name="removeSecret" label="Remove the stored secret" />}
    </>
  );
}

function PagerDutyFields(props: Props) {
  return (
    <>
      <Secret {...props} label="Integration key" hint="Of a service’s integration “Events API v2”." />
      <Address {...props} optional placeholder="https://events.pagerduty.com/v2/enqueue" />
    </>
  );
}

function AwsFields({ name, label, example, ...props }: Props & Record<'name' | 'label' | 'example', string>) {
  return (
    <>
      <Setting {...props} name={name} label={label} placeholder={example} mono />
      <Setting
        {...props}
        name="roleArn"
        label="Role to assume"
        optional={props.isAdmin}
        hint={props.isAdmin ? 'Empty for this machine’s own credentials.' : undefined}
        placeholder="arn:aws:iam::…:role/alerts"
        mono
      />
      <p className="flex flex-wrap items-center gap-2 text-12 text-fg-3">
        External ID for the role’s trust policy <code className="mono text-fg-2">{props.externalId}</code>
        <CopyButton text={props.externalId} label="Copy" what="Copy: external ID" />
      </p>
    </>
  );
}

type SettingProps = Props & {
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
} & Pick<ComponentProps<typeof Input>, 'inputMode' | 'placeholder' | 'mono'>;

function Setting(props: SettingProps) {
  const { state, stored, name, label, hint, optional, inputMode, placeholder, mono } = props;
  const field = `settings.${name}`;
  return (
    <Field label={label} layout="over" optional={optional} hint={hint} error={faultOf(state, field)}>
      {(control) => (
        <Input
          size="form"
          name={field}
          defaultValue={state.values?.[field] ?? stored(name)}
          {...{ inputMode, placeholder, mono }}
          {...control}
        />
      )}
    </Field>
  );
}

/** The server does not say it back, so what was typed stays here when a field was wrong. */
function Address(props: Props & Pick<SettingProps, 'hint' | 'optional' | 'placeholder'>) {
  const { state, stored, hint, optional, placeholder } = props;
  const host = stored('host');
  const [url, setUrl] = useState('');
  return (
    <Field
      label="Address"
      layout="over"
      optional={optional}
      hint={hint}
      error={faultOf(state, 'settings.url')}
    >
      {(control) => (
        <Input
          size="form"
          name="settings.url"
          inputMode="url"
          autoComplete="off"
          placeholder={host ? `On ${host}: empty keeps it` : placeholder}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          {...control}
        />
      )}
    </Field>
  );
}

function Choice(props: Props & { name: string; label: string; options: { value: string; label: string }[] }) {
  const { stored, name, label, options } = props;
  const [value, setValue] = useState(stored(name) ?? options[0]?.value ?? '');
  return (
    <Field label={label} layout="over">
      {({ id }) => (
        <>
          <input type="hidden" name={`settings.${name}`} value={value} />
          <Select id={id} label={label} size="form" value={value} options={options} onChange={setValue} />
        </>
      )}
    </Field>
  );
}

function Secret(props: Props & { label: string; hint?: string; optional?: boolean }) {
  const { state, label, hint, optional, hasSecret } = props;
  return (
    <Field label={label} layout="over" optional={optional} hint={hint} error={faultOf(state, 'secret')}>
      {(control) => (
        <Input
          size="form"
          type="password"
          name="secret"
          autoComplete="new-password"
          placeholder={hasSecret ? 'Stored: empty keeps it' : undefined}
          {...control}
        />
      )}
    </Field>
  );
}

/** A setting as its field shows it. */
export function settingText(settings: StoredSettings | undefined, name: string): string | undefined {
  const value = Object.entries(settings ?? {}).find(([key]) => key === name)?.[1];
  return Array.isArray(value) ? value.join(', ') : value?.toString();
}
