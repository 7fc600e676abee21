'use client';
import type { ComponentProps } from 'react';
import { Input } from '#components/ui/input.tsx';
import type { FormState } from '#lib/form-state.ts';

type Props = Omit<ComponentProps<typeof Input>, 'size' | 'name'> & {
  state: FormState;
  name: string;
  /** Where the schema's fault stands, if not under the name. */
  path?: string;
};

/** An input of the bucket form, marked when it is what was wrong. */
export function FormInput({ state, name, path, ...rest }: Props) {
  return (
    <Input size="form" name={name} aria-invalid={faultOf(state, path ?? name) !== undefined} {...rest} />
  );
}

/** What is wrong with a field; a list's fault stands under its item (`accountIds.0`). */
export function faultOf(state: FormState, ...paths: string[]): string | undefined {
  const entries = Object.entries(state.fields ?? {});
  return entries.find(([field]) => paths.some((path) => field === path || field.startsWith(`${path}.`)))?.[1];
}
