'use client';
import {
  type FormEvent,
  startTransition,
  useActionState,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { saveSourceAction } from '#lib/sources/actions.ts';
import type { SourceSettings } from '#lib/sources/queries/source-settings.ts';
import { BucketFields } from './bucket-fields.tsx';
import { field, placeIn } from './form-fields.ts';
import { FormLink } from './form-link.tsx';
import type { FormPlace } from './policy-panel.tsx';
import { useSourceScope } from './source-scope.ts';
import { useFormTest } from './use-form-test.ts';

const TITLES = { view: 'Aggregated S3 bucket', account: 'S3 bucket of its own trail' };
const NOTES = {
  view: 'one bucket in which the trails of several accounts land',
  account: 'in which this account’s trail lands',
};

/** The form of one bucket: a new one, or the settings of one that is there. `onPlace` hears what is typed. */
export function BucketPanel(props: {
  editing: SourceSettings | null;
  focused: boolean;
  /** Another form is on its way. */
  leaving: boolean;
  onPlace: (place: FormPlace) => void;
}) {
  const { editing } = props;
  const scope = useSourceScope();
  const { externalId } = scope;
  const form = useRef<HTMLFormElement>(null);
  const [answer, action, busy] = useActionState(saveSourceAction, {});
  const { state, testing, test } = useFormTest(form, answer);
  const [saved, setSaved] = useState(0);
  const [first] = useState(() => firstField(editing));
  const { focused, onPlace } = props;
  const tellPlace = useCallback(() => {
    if (form.current) onPlace(placeIn(form.current, externalId));
  }, [onPlace, externalId]);
  // Before React does it: it would reset the form when the action returns, whatever that says.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    startTransition(() => action(fields));
  };
  useEffect(() => {
    if (focused) field(form.current, first)?.focus();
  }, [focused, first]);
  useEffect(() => {
    if (state.done) setSaved((count) => count + 1);
    if (state.fields) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state]);
  return (
    <Panel aria-labelledby="bucket" className="flex flex-col">
      <PanelHeader
        id="bucket"
        title={editing ? `Settings of ${editing.bucket}` : TITLES[scope.kind]}
        note={editing ? null : <span className="max-md:hidden">{NOTES[scope.kind]}</span>}
      />
      <form
        ref={form}
        action={action}
        onSubmit={submit}
        onInput={tellPlace}
        noValidate
        className="flex flex-1 flex-col gap-3 p-4 pb-3"
      >
        <input type="hidden" name="scopeKind" value={scope.kind} />
        <input type="hidden" name="scopeId" value={scope.id} />
        {editing && <input type="hidden" name="sourceId" value={editing.id} />}
        <Refusal state={state} />
        <fieldset disabled={props.leaving} className="contents">
          <BucketFields
            // Anew with what is stored, which may come a moment after the answer that it was saved.
            key={`${saved} ${JSON.stringify(editing)}`}
            state={state}
            settings={editing}
            offered={saved === 0 ? scope.offered : undefined}
            onReady={tellPlace}
          />
        </fieldset>
        <footer className="-mx-4 mt-auto flex flex-wrap items-center gap-2 border-t border-line px-4 pt-3">
          <Button type="submit" variant="primary" size="form" disabled={busy || props.leaving}>
            {busy ? 'Saving…' : 'Update'}
          </Button>
          <Button size="form" onClick={test} disabled={busy || testing || props.leaving}>
            {testing ? 'Asking…' : 'Test'}
          </Button>
          {editing && (
            <Button asChild size="form">
              <FormLink href={scope.href}>Close</FormLink>
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

/** Where to begin: a stopped key is what one came to replace. */
function firstField(editing: SourceSettings | null): string {
  if (!editing) return 'bucket';
  return editing.errorCode === 'source-credentials' && editing.credentialKind !== 'default'
    ? 'accessKeyId'
    : 'prefix';
}
