'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { endOtherSessionsAction } from '#lib/users/profile-actions.ts';

/** Signs one out everywhere else. */
export function SessionsPanel() {
  const { busy, fault, act } = useAct();
  const [done, setDone] = useState(false);
  return (
    <Panel aria-labelledby="sessions">
      <PanelHeader id="sessions" title="Sessions" />
      <div className="grid justify-items-start gap-3 p-4">
        <p className="text-13/5 text-fg-2">
          Signs out every browser but this one: after a laptop is lost, or where you forgot to sign out. API
          tokens go on working.
        </p>
        {done && (
          <Note tone="ok" role="status">
            All other browsers are signed out.
          </Note>
        )}
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
        <Button size="form" disabled={busy} onClick={() => act(endOtherSessionsAction, () => setDone(true))}>
          Sign out everywhere else
        </Button>
      </div>
    </Panel>
  );
}
