import type { FormState } from '#lib/form-state.ts';
import { PASSWORD_MIN_LENGTH } from '#lib/users/schema.ts';
import { TextField } from './text-field.tsx';

/** A password that is chosen, with what is asked of it. */
export function NewPasswordField(props: {
  state: FormState;
  name?: string;
  label?: string;
  autoFocus?: boolean;
}) {
  return (
    <TextField
      state={props.state}
      name={props.name ?? 'password'}
      label={props.label ?? 'Password'}
      hint={`At least ${PASSWORD_MIN_LENGTH} characters.`}
      input={{
        type: 'password',
        autoComplete: 'new-password',
        autoFocus: props.autoFocus,
        required: true,
      }}
    />
  );
}
