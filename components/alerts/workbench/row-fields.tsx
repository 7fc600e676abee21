'use client';
import { type ComponentProps, useId, useState } from 'react';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';

type Control = Pick<ComponentProps<typeof Input>, 'id' | 'aria-label' | 'aria-describedby' | 'aria-invalid'>;

/** The path of a field in the record, or an `@` field, with known ones offered. */
export function FieldInput(
  props: Control & {
    value: string;
    suggestions: readonly string[];
    onChange: (field: string) => void;
  },
) {
  const { value, suggestions, onChange, ...control } = props;
  const listId = useId();
  return (
    <>
      <Input
        {...control}
        size="form"
        mono
        list={listId}
        value={value}
        title={value}
        placeholder="requestParameters.…"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {suggestions.map((field) => (
          <option key={field} value={field} />
        ))}
      </datalist>
    </>
  );
}

/** A whole number; NaN while nothing or something else is typed. */
export function NumberInput(
  props: Control & { value: number; onChange: (value: number) => void; frameClassName?: string },
) {
  const { value, onChange, ...control } = props;
  return (
    <Input
      {...control}
      size="form"
      inputMode="numeric"
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) =>
        onChange(event.currentTarget.value.trim() === '' ? NaN : Number(event.currentTarget.value))
      }
    />
  );
}

const UNITS = [
  { value: '1', label: 'minutes' },
  { value: '60', label: 'hours' },
  { value: '1440', label: 'days' },
] as const;

/** A time in minutes, said in the largest unit that it is whole in. */
export function DurationInput(
  props: Control & { label: string; minutes: number; onChange: (minutes: number) => void },
) {
  const { label, minutes, onChange, ...control } = props;
  const [unit, setUnit] = useState<(typeof UNITS)[number]['value']>(
    () => UNITS.findLast(({ value }) => minutes % Number(value) === 0)?.value ?? '1',
  );
  return (
    <div className="flex gap-2">
      <NumberInput
        {...control}
        frameClassName="w-24"
        value={minutes / Number(unit)}
        onChange={(value) => onChange(value * Number(unit))}
      />
      <div className="w-28">
        <Select
          label={`${label}: unit`}
          size="form"
          value={unit}
          options={UNITS}
          onChange={(chosen) => {
            onChange((minutes / Number(unit)) * Number(chosen));
            setUnit(chosen);
          }}
        />
      </div>
    </div>
  );
}
