'use client';
import { useRouter } from 'next/navigation';
import { useActionState, useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { saveSourceAction } from '#lib/sources/actions.ts';
import type { SourceModel } from '#lib/sources/prepare-status.ts';
import { BucketFields } from './bucket-fields.tsx';

/** The form of one bucket: a new one, or the settings of one that is there. */
export function BucketPanel(props: {
  scope: { kind: 'view' | 'account'; id: string };
  editing: SourceModel | null;
  /** May use the machine's own credentials. */
  isAdmin: boolean;
  href: string;
}) {
  const { scope, editing, href } = props;
  const router = useRouter();
  const [state, action, busy] = useActionState(saveSourceAction, {});
  useEffect(() => {
    if (state.done && editing) router.replace(href, { scroll: false });
  }, [state, editing, href, router]);
  const words =
    scope.kind === 'view'
      ? 'one bucket in which the trails of several accounts land'
      : "the bucket of this account's own trail";
  return (
    <Panel aria-labelledby="bucket">
      <PanelHeader
        id="bucket"
        title={editing ? `Settings of ${editing.name}` : 'Aggregated S3 bucket'}
        note={editing ? null : words}
      />
      <form action={action} noValidate className="grid max-w-[680px] gap-3 p-4">
        <input type="hidden" name="scopeKind" value={scope.kind} />
        <input type="hidden" name="scopeId" value={scope.id} />
        {editing && <input type="hidden" name="sourceId" value={editing.id} />}
        {state.message && (
          <Note tone="bad" role="alert">
            {state.message} {state.hint}
          </Note>
        )}
        <BucketFields state={state} settings={editing?.settings ?? null} isAdmin={props.isAdmin} />
        <footer className="-mx-4 mt-1 -mb-4 flex flex-wrap items-center gap-2 px-4 pb-4">
          <Button type="submit" variant="primary" size="form" disabled={busy}>
            {busy ? 'Saving…' : 'Update'}
          </Button>
          {editing && (
            <Button size="form" onClick={() => router.replace(href, { scroll: false })}>
              Cancel
            </Button>
          )}
          <span role="status" className="text-13 text-fg-3 md:ml-auto">
            {state.done ? 'Saved. Collection has started.' : 'Update saves, and collection starts at once.'}
          </span>
        </footer>
      </form>
    </Panel>
  );
}
