'use client';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { setSecondFactorForAction } from '#lib/auth/second-factor/actions.ts';
import type { SecondFactorFor } from '#lib/auth/second-factor/policy.ts';

const OPTIONS: readonly { value: SecondFactorFor; label: string }[] = [
  { value: 'nobody', label: 'Nobody: each person decides' },
  { value: 'admins', label: 'Security admins' },
  { value: 'everybody', label: 'Everybody with a password' },
];

/** Of whom a second factor is asked. Counts as soon as it is chosen. */
export function SecondFactorPolicy({ initial }: { initial: SecondFactorFor }) {
  const { busy, fault, act } = useAct();
  const [who, setWho] = useState(initial);
  return (
    <Field
      label="Second factor is asked of"
      layout="over"
      hint="Who has none sets it up at the next sign-in with a password. The provider asks for its own."
      error={fault}
    >
      {(control) => (
        <Select
          label="Second factor is asked of"
          id={control.id}
          size="form"
          value={who}
          options={OPTIONS}
          disabled={busy}
          onChange={(next) =>
            act(
              () => setSecondFactorForAction(next),
              () => setWho(next),
            )
          }
        />
      )}
    </Field>
  );
}
