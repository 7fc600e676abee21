'use client';
import { useActionState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { changeUserAction } from '#lib/users/admin-actions.ts';
import type { Person } from '#lib/users/queries/find-person.ts';
import { RoleField } from './role-field.tsx';
import { UserStateBadge } from './user-words.tsx';

/** Name and role of a person, to be changed; `facts` is what cannot be. */
export function PersonPanel({ person, facts }: { person: Person; facts: React.ReactNode }) {
  const [state, action, busy] = useActionState(changeUserAction, {});
  return (
    <Panel aria-labelledby="person">
      <PanelHeader id="person" title={person.email} note={<UserStateBadge state={person.state} />} />
      <div className="grid gap-6 p-4 md:grid-cols-2">
        <form action={action} className="grid content-start gap-4" noValidate>
          <Refusal state={state} />
          {state.done && (
            <Note tone="ok" role="status">
              Saved. It counts from the next click of the person on.
            </Note>
          )}
          <input type="hidden" name="userId" value={person.id} />
          <TextField
            state={state}
            name="name"
            label="Name"
            input={{ defaultValue: state.values?.name ?? person.name }}
          />
          <RoleField key={person.role} initial={person.role} />
          <div>
            <Button type="submit" variant="primary" size="form" disabled={busy}>
              {busy ? 'Saving' : 'Save'}
            </Button>
          </div>
        </form>
        {facts}
      </div>
    </Panel>
  );
}
