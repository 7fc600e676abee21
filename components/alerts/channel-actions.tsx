'use client';
import { useCallback, useState } from 'react';
import { AskFirst } from '#components/admin/ask-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { removeChannelAction, testChannelAction } from '#lib/alerts/deliver/actions.ts';
import type { ChannelItem } from '#lib/alerts/deliver/channel-item.ts';
import { ChannelDialog, type ChannelPlace } from './channel-dialog.tsx';

/** Opens the form of a new channel. */
export function AddChannel(place: ChannelPlace) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Add channel
      </Button>
      {open && <ChannelDialog channel={null} onClose={close} {...place} />}
    </>
  );
}

/** What may be done with a channel. */
export function ChannelActions({ channel, ...place }: ChannelPlace & { channel: ChannelItem }) {
  const { busy, fault, act } = useAct();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const { id, name } = channel;
  return (
    <span className="flex flex-wrap items-center gap-2 md:justify-end">
      <Button
        size="small"
        className="max-md:h-11"
        aria-label={`Send test to ${name}`}
        disabled={busy}
        onClick={() => act(() => testChannelAction(place.place, id))}
      >
        Send test
      </Button>
      <Button size="small" className="max-md:h-11" aria-label={`Edit ${name}`} onClick={() => setOpen(true)}>
        Edit
      </Button>
      <AskFirst
        button="Remove"
        label={`Remove ${name}`}
        size="small"
        variant="danger"
        className="max-md:h-11"
        title={`Remove ${name}?`}
        confirm="Remove"
        action={() => removeChannelAction(place.place, id)}
      >
        {channel.rules === 0 ? 'No rule tells it.' : `${ruleWords(channel.rules)} it no more.`} Its secret is
        deleted, and messages that wait for it are given up.
      </AskFirst>
      {fault && (
        <span role="alert" className="basis-full text-12 text-bad">
          {fault}
        </span>
      )}
      {open && <ChannelDialog channel={channel} onClose={close} {...place} />}
    </span>
  );
}

function ruleWords(rules: number): string {
  return rules === 1 ? 'One rule tells' : `${rules} rules tell`;
}
