'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { findPlacesAction } from '#lib/users/choice-actions.ts';
import { addMembersAction } from '#lib/views/admin-actions.ts';
import { ChoicePicker } from './choice-picker.tsx';

/** Puts accounts into a view, found by a part of their name or number. */
export function AddMembers({ slug }: { slug: string }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const { busy, fault, act } = useAct();
  const ids = chosen.map((value) => value.replace('account:', ''));
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <ChoicePicker
          label="Accounts"
          noun="account"
          values={chosen}
          onChange={setChosen}
          load={(q) => findPlacesAction(q, 'account')}
        />
        <Button
          variant="primary"
          disabled={busy || ids.length === 0}
          onClick={() =>
            act(
              () => addMembersAction(slug, ids),
              () => setChosen([]),
            )
          }
        >
          Put into the view
        </Button>
      </div>
      {fault && (
        <p role="alert" className="text-12 text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
