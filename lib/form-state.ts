import { z } from 'zod';
import { TrailkeepError } from './errors.ts';

/**
 * What the action of a form answers: nothing yet, `done`, or what was wrong, as a whole or field by field. `values` are what was
 * typed (never a password), because React empties a form when its action returns.
 */
export type FormState = {
  done?: boolean;
  message?: string;
  hint?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
};

/** The fields of a form as text; what is not text is left out. */
export function formValues(form: FormData): Record<string, string> {
  const entries = [...form.entries()].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('$') ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** The answer to a form that failed. What is neither the person's mistake nor a refusal of ours is thrown on. */
export function failedForm(error: unknown, typed: Record<string, string>): FormState {
  const { password: _, ...values } = typed;
  if (error instanceof z.ZodError) {
    const fields = Object.fromEntries(
      error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]),
    );
    return { fields, values };
  }
  if (error instanceof TrailkeepError && error.code !== 'internal') {
    return { message: error.message, hint: error.hint, values };
  }
  throw error;
}
