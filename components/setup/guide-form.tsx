'use client';
import { REGIONS } from '#components/sources/regions.ts';
import { Checkbox } from '#components/ui/choices.tsx';
import { Field, type FieldControl } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import {
  DEFAULT_TRAIL,
  partitionOfRegion,
  type ReadSetup,
  type SetupField,
  type SetupFields,
} from '#lib/policies/setup-fields.ts';
import { PARTITIONS, type Partition } from '#lib/policies/setup-plan.ts';
import { AccountsField } from './accounts-field.tsx';
import { KeyField } from './key-field.tsx';
import { isKept } from './setup-state.ts';
import type { ChangeSetup } from './use-setup.ts';

const PARTITION_NAMES: Record<Partition, string> = {
  aws: 'AWS',
  'aws-cn': 'AWS China',
  'aws-us-gov': 'AWS GovCloud (US)',
};

type GuideFormProps = Pick<ReadSetup, 'faults' | 'plan'> & {
  fields: SetupFields;
  change: ChangeSetup;
  /** The bucket is one that is configured: its name is not typed. */
  bucketIsGiven?: boolean;
};

/** The boxes that the policies and steps are made of. Nothing of it is sent anywhere: it stays in the address. */
export function GuideForm({ fields, faults, plan, change, bucketIsGiven }: GuideFormProps) {
  const set = (field: SetupField) => (text: string) =>
    change({ fields: { ...fields, [field]: text }, part: 1 });
  const box =
    (field: SetupField, placeholder: string, more: { mono?: boolean; list?: string } = {}) =>
    (control: FieldControl) => (
      <Input
        size="form"
        value={fields[field]}
        placeholder={placeholder}
        onChange={(event) => set(field)(event.target.value)}
        {...more}
        {...control}
      />
    );
  return (
    <Panel aria-labelledby="plan" className="xl:sticky xl:top-[68px]">
      <PanelHeader id="plan" title="Your accounts" />
      <div className="grid gap-3 p-4">
        <Field
          layout="over"
          label="Audit account"
          hint="The account that owns the bucket and the key."
          error={faults.audit}
        >
          {box('audit', '111122223333', { mono: true })}
        </Field>
        {!bucketIsGiven && (
          <Field layout="over" label="Name of the bucket" error={faults.bucket}>
            {box('bucket', 'acme-audit-cloudtrail')}
          </Field>
        )}
        <div className="grid grid-cols-2 gap-2">
          <Field layout="over" label="Prefix" optional error={faults.prefix}>
            {box('prefix', 'none')}
          </Field>
          <Field layout="over" label="Trail name" optional error={faults.trail}>
            {box('trail', DEFAULT_TRAIL)}
          </Field>
          <Field layout="over" label="Partition">
            {({ id }) => (
              <Select
                id={id}
                size="form"
                label="Partition"
                value={plan.partition}
                options={PARTITIONS.map((value) => ({ value, label: PARTITION_NAMES[value] }))}
                onChange={(partition) => {
                  const stays = partitionOfRegion(fields.region) === partition;
                  change({ fields: { ...fields, partition, region: stays ? fields.region : '' }, part: 1 });
                }}
              />
            )}
          </Field>
          <Field layout="over" label="Region" error={faults.region}>
            {box('region', plan.region, { list: 'setup-regions' })}
          </Field>
          <datalist id="setup-regions">
            {REGIONS.filter((region) => partitionOfRegion(region) === plan.partition).map((region) => (
              <option key={region} value={region} />
            ))}
          </datalist>
        </div>
        <KeyField value={fields.key} error={faults.key} onChange={set('key')} />
        <AccountsField
          value={fields.accounts}
          error={faults.accounts}
          kept={isKept(fields)}
          onChange={set('accounts')}
        />
        <Checkbox
          label="The audit account has a trail too"
          checked={fields.own !== 'no'}
          onChange={(own) => set('own')(own ? '' : 'no')}
        />
        <p className="border-t border-line pt-3 text-12 text-fg-3">
          {formatCount(plan.accounts.length)} {plan.accounts.length === 1 ? 'account' : 'accounts'} with a
          trail. Nothing of this is stored: it stands in the address of this page, to be kept or passed on.
        </p>
      </div>
    </Panel>
  );
}
