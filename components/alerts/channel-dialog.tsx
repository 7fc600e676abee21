'use client';
import { useActionState, useEffect, useState } from 'react';
import { faultOf } from '#components/sources/form-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { saveChannelAction } from '#lib/alerts/deliver/actions.ts';
import type { ChannelItem } from '#lib/alerts/deliver/channel-item.ts';
import { CHANNEL_KINDS, type ChannelKind } from '#lib/alerts/deliver/channel-kinds.ts';
import type { FormState } from '#lib/form-state.ts';
import { ChannelFields, settingText } from './channel-fields.tsx';
import { CHANNEL_WORDS } from './finding-words.ts';

/** What the forms of a scope's channels share: the scope as `view:acme`, and what its roles must ask for. */
export type ChannelPlace = { place: string; externalId: string; isAdmin: boolean };

/** The form of a channel: a new one, or `channel`, whose kind stays. */
export function ChannelDialog({
  channel,
  onClose,
  place,
  ...rest
}: ChannelPlace & { channel: ChannelItem | null; onClose: () => void }) {
  const [state, action, busy] = useActionState<FormState, FormData>(saveChannelAction, {});
  const [kind, setKind] = useState<ChannelKind>(channel?.settings.kind ?? 'email');
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  return (
    <FormDialog
      title={channel ? `Change ${channel.name}` : 'Add channel'}
      form={{ state, action, busy }}
      submit={busy ? 'Saving…' : 'Save'}
      onClose={onClose}
    >
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="kind" value={kind} />
      {channel && <input type="hidden" name="id" value={channel.id} />}
      {!channel && (
        <Field label="Kind" layout="over">
          {({ id }) => (
            <Select
              id={id}
              label="Kind"
              size="form"
              value={kind}
              options={CHANNEL_KINDS.map((value) => ({ value, label: CHANNEL_WORDS[value] ?? value }))}
              onChange={setKind}
            />
          )}
        </Field>
      )}
      <Field label="Name" layout="over" error={faultOf(state, 'name')}>
        {(control) => (
          <Input
            size="form"
            name="name"
            defaultValue={state.values?.name ?? channel?.name}
            placeholder="On call"
            {...control}
          />
        )}
      </Field>
      <ChannelFields
        key={kind}
        kind={kind}
        state={state}
        stored={(name) => settingText(channel?.settings, name)}
        hasSecret={channel?.hasSecret ?? false}
        {...rest}
      />
    </FormDialog>
  );
}
