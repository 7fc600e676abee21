'use client';
import type { FormState } from '#lib/form-state.ts';
import { TextField } from './text-field.tsx';

/** Where a code of an authenticator app is typed; telephones offer digits, and the code if they know it. */
export function CodeField(props: { state: FormState; hint?: string; autoFocus?: boolean }) {
  return (
    <TextField
      state={props.state}
      name="code"
      label="Code"
      hint={props.hint}
      input={{
        autoComplete: 'one-time-code',
        autoCapitalize: 'none',
        spellCheck: false,
        autoFocus: props.autoFocus,
        required: true,
        className: 'tabular-nums tracking-wide',
      }}
    />
  );
}
