'use client';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';

const CHOICES = [
  { value: 'none', label: 'None: S3 encrypts by itself' },
  { value: 'new', label: 'A new key' },
  { value: 'own', label: 'A key that is there' },
] as const;
type Choice = (typeof CHOICES)[number]['value'];

/** The key that the files are encrypted with: '' none, `new`, `own` until it is named, then its ARN or id. */
export function KeyField(props: {
  value: string;
  error: string | undefined;
  onChange: (key: string) => void;
}) {
  const { value, onChange } = props;
  const choice: Choice = value === '' ? 'none' : value === 'new' ? 'new' : 'own';
  return (
    <Field layout="over" label="KMS key" error={props.error}>
      {({ id, ...control }) => (
        <div className="grid gap-2">
          <Select<Choice>
            id={id}
            size="form"
            label="KMS key"
            value={choice}
            options={CHOICES}
            onChange={(chosen) => onChange(chosen === 'none' ? '' : chosen)}
          />
          {choice === 'own' && (
            <Input
              size="form"
              mono
              aria-label="ARN of the key"
              placeholder="arn:aws:kms:…:key/…"
              value={value === 'own' ? '' : value}
              onChange={(event) => onChange(event.target.value || 'own')}
              {...control}
            />
          )}
        </div>
      )}
    </Field>
  );
}
