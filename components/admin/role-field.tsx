'use client';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ListedUser } from '#lib/users/user-list.ts';
import { ROLE_WORDS } from './user-words.tsx';

const OPTIONS = [
  { value: 'member', label: ROLE_WORDS.member },
  { value: 'admin', label: ROLE_WORDS.admin },
] as const;

/** Member or security admin, as a field `role` of a form. */
export function RoleField({ initial }: { initial: ListedUser['role'] }) {
  const [role, setRole] = useState(initial);
  return (
    <Field
      label="Role"
      layout="over"
      hint={
        role === 'admin'
          ? 'Sees everything and changes everything, users among it.'
          : 'Sees the views and accounts that are granted, and nothing else.'
      }
    >
      {(control) => (
        <>
          <input type="hidden" name="role" value={role} />
          <Select
            label="Role"
            id={control.id}
            size="form"
            value={role}
            onChange={setRole}
            options={OPTIONS}
          />
        </>
      )}
    </Field>
  );
}
