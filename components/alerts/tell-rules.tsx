'use client';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/choices.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { setRuleChannelsAction } from '#lib/alerts/deliver/actions.ts';
import type { RuleRow } from '#lib/alerts/scope-rules/schema.ts';

type TellableRule = Pick<RuleRow, 'key' | 'channels'>;
type Props = {
  rules: readonly TellableRule[];
  channels: readonly { id: number; name: string }[];
  /** `view:acme` */
  scope: string;
  /** Of the page of channels. */
  channelsHref: string;
};

/** Chooses whom all the rules that are shown tell, at once. */
export function TellRules(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={props.rules.length === 0} onClick={() => setOpen(true)}>
        Tell…
      </Button>
      {open && <TellDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function TellDialog({ rules, channels, scope, channelsHref, onClose }: Props & { onClose: () => void }) {
  const { busy, fault, act } = useAct();
  const [chosen, setChosen] = useState(() => channels.filter(({ name }) => toldByAll(rules, name)));
  const differ = channels.some(({ name }) => toldByAny(rules, name) && !toldByAll(rules, name));
  const save = () => {
    const keys = rules.map(({ key }) => key);
    const ids = chosen.map(({ id }) => id);
    act(() => setRuleChannelsAction(scope, keys, ids), onClose);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={rules.length === 1 ? 'Whom this rule tells' : `Whom these ${rules.length} rules tell`}
      description="Findings of live rules are sent to these channels, and to no others. Silent rules tell nobody."
      footer={
        <>
          <Button size="form" onClick={onClose}>
            Cancel
          </Button>
          <Button size="form" variant="primary" disabled={busy || channels.length === 0} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      {fault && (
        <Note tone="bad" role="alert">
          {fault}
        </Note>
      )}
      {differ && (
        <Note tone="warn">
          Not all of them tell the same channels now. Saving makes them tell those ticked here.
        </Note>
      )}
      {channels.length === 0 ? (
        <p className="text-13/5 text-fg-2">
          There is no channel yet.{' '}
          <Link href={channelsHref} className="link">
            Add a channel
          </Link>
        </p>
      ) : (
        <div className="grid justify-items-start gap-2">
          {channels.map((channel) => (
            <Checkbox
              key={channel.id}
              label={channel.name}
              checked={chosen.includes(channel)}
              onChange={(on) =>
                setChosen(on ? [...chosen, channel] : chosen.filter(({ id }) => id !== channel.id))
              }
            />
          ))}
        </div>
      )}
    </Dialog>
  );
}

function toldByAll(rules: readonly TellableRule[], name: string): boolean {
  return rules.every(({ channels }) => channels.includes(name));
}

function toldByAny(rules: readonly TellableRule[], name: string): boolean {
  return rules.some(({ channels }) => channels.includes(name));
}
