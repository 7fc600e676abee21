'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { grantAction } from '#lib/users/admin-actions.ts';
import { findPlacesAction } from '#lib/users/choice-actions.ts';
import { ChoicePicker } from './choice-picker.tsx';

/** Gives a person views and accounts: as a viewer, or as the manager of the views and owner of the accounts among them. */
export function GivePlaces({ email }: { email: string }) {
  const [places, setPlaces] = useState<string[]>([]);
  const [level, setLevel] = useState<'viewer' | 'most'>('viewer');
  const { busy, fault, act } = useAct();
  const give = () =>
    act(
      () => grantAction(places.map((place) => toGrant(email, place, level))),
      () => setPlaces([]),
    );
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <ChoicePicker
          label="Views and accounts"
          noun="view or account"
          values={places}
          onChange={setPlaces}
          load={(q) => findPlacesAction(q, 'any')}
        />
        <Segmented
          label="Level"
          value={level}
          onChange={setLevel}
          options={[
            { value: 'viewer', label: 'Viewer' },
            { value: 'most', label: 'Manager or owner' },
          ]}
        />
        <Button variant="primary" disabled={busy || places.length === 0} onClick={give}>
          Give access
        </Button>
      </div>
      <p className="text-12 text-fg-3">
        {level === 'viewer'
          ? 'A viewer sees the reports.'
          : 'A manager of a view and an owner of an account see its reports, and set up its log sources and alerts.'}
      </p>
      {fault && (
        <p role="alert" className="text-12 text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}

/** `place` is `view:<slug>` or `account:<12 digits>`. */
function toGrant(email: string, place: string, level: 'viewer' | 'most') {
  const [kind, id] = place.split(':');
  return kind === 'view'
    ? { email, view: id, level: level === 'most' ? ('manager' as const) : level }
    : { email, account: id, level: level === 'most' ? ('owner' as const) : level };
}
