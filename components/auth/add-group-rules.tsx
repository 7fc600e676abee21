'use client';
import { useId, useState } from 'react';
import { ChoicePicker } from '#components/admin/choice-picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { findPlacesAction } from '#lib/users/choice-actions.ts';
import { addGroupRulesAction } from '#lib/users/group-rule-actions.ts';

type Gives = 'viewer' | 'most' | 'admin';

const MEANING: Record<Gives, string> = {
  viewer: 'A viewer sees the reports.',
  most: 'A manager of a view and an owner of an account see its reports, and set up its log sources and alerts.',
  admin: 'A security admin sees everything and changes everything, these rules among it.',
};

/** Gives a group of the provider views and accounts, or the admin role. */
export function AddGroupRules() {
  const id = useId();
  const { busy, fault, act } = useAct();
  const [group, setGroup] = useState('');
  const [places, setPlaces] = useState<string[]>([]);
  const [gives, setGives] = useState<Gives>('viewer');
  const ready = group.trim() !== '' && (gives === 'admin' || places.length > 0);
  const add = () =>
    act(
      () => addGroupRulesAction(toRules(group, gives, places)),
      () => {
        setPlaces([]);
        setGroup('');
      },
    );
  return (
    <form
      className="grid gap-2 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="sr-only">
          Group
        </label>
        <Input
          id={id}
          value={group}
          onChange={(event) => setGroup(event.target.value)}
          placeholder="Group, as the provider says it"
          frameClassName="w-64 max-md:w-full"
        />
        <Segmented
          label="What it gives"
          value={gives}
          onChange={setGives}
          options={[
            { value: 'viewer', label: 'Viewer' },
            { value: 'most', label: 'Manager or owner' },
            { value: 'admin', label: 'Security admin' },
          ]}
        />
        {gives !== 'admin' && (
          <ChoicePicker
            label="Views and accounts"
            noun="view or account"
            values={places}
            onChange={setPlaces}
            load={(q) => findPlacesAction(q, 'any')}
          />
        )}
        <Button type="submit" variant="primary" disabled={busy || !ready}>
          Add rule
        </Button>
      </div>
      <p className="text-12 text-fg-3">{MEANING[gives]}</p>
      {fault && (
        <p role="alert" className="text-12 text-bad">
          {fault}
        </p>
      )}
    </form>
  );
}

/** A place is `view:<slug>` or `account:<12 digits>`. */
function toRules(group: string, gives: Gives, places: readonly string[]) {
  if (gives === 'admin') return [{ group, level: 'admin' as const }];
  return places.map((place) => {
    const [kind, id] = place.split(':');
    return kind === 'view'
      ? { group, view: id, level: gives === 'most' ? ('manager' as const) : gives }
      : { group, account: id, level: gives === 'most' ? ('owner' as const) : gives };
  });
}
