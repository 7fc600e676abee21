import type { FormState } from '#lib/form-state.ts';
import { Note } from './note.tsx';

/** Why a form as a whole was refused, and what to do about it; nothing when it was not. Stands over the form's fields. */
export function Refusal({ state }: { state: FormState }) {
  if (!state.message) return null;
  return (
    <Note tone="bad" role="alert">
      {state.message} {state.hint}
    </Note>
  );
}
