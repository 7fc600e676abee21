'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { grantAction } from '#lib/users/admin-actions.ts';
import { findPeopleAction } from '#lib/users/choice-actions.ts';
import { ChoicePicker } from './choice-picker.tsx';
import { type AdminPlace, LEVEL_MEANING, type Level, levelsOf } from './level-words.ts';

/** Gives people one view or account. */
export function GivePeople({ place: { kind, id } }: { place: AdminPlace }) {
  const [people, setPeople] = useState<string[]>([]);
  const [level, setLevel] = useState<Level>('viewer');
  const { busy, fault, act } = useAct();
  const give = () =>
    act(
      () => grantAction(people.map((email) => ({ email, level, [kind]: id }))),
      () => setPeople([]),
    );
  return (
    <div className="grid gap-2 px-4 pt-3 pb-1">
      <div className="flex flex-wrap items-center gap-2">
        <ChoicePicker
          label="People"
          noun="person"
          values={people}
          onChange={setPeople}
          load={findPeopleAction}
        />
        <Segmented label="Level" value={level} onChange={setLevel} options={levelsOf(kind)} />
        <Button variant="primary" disabled={busy || people.length === 0} onClick={give}>
          Give access
        </Button>
      </div>
      <p className="text-12 text-fg-3">
        {level === 'viewer' ? 'A viewer' : level === 'manager' ? 'A manager' : 'An owner'}{' '}
        {LEVEL_MEANING[level]}.
      </p>
      {fault && (
        <p role="alert" className="text-12 text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
