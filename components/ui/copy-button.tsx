'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** Copies `text` as it is. Without a `label` it is the small icon beside an id. */
export function CopyButton(props: {
  text: string;
  label?: string;
  /** What is copied, for screen readers: "Copy the access key". */
  what?: string;
  variant?: 'default' | 'ghost';
  size?: 'small' | 'toolbar' | 'form';
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => copyText(props.text).then((done) => setState(done ? 'copied' : 'refused'));
  const said = state === 'copied' ? 'Copied' : state === 'refused' ? 'Not copied' : props.label;
  const Icon = state === 'copied' ? Check : Copy;
  const name = state === 'idle' ? (props.what ?? props.label ?? 'Copy') : said;

  if (!props.label) {
    return (
      <button
        type="button"
        onClick={copy}
        aria-label={name}
        title={name}
        className="relative mx-1 inline-grid h-4 w-5 place-items-center rounded-chip align-[-3px] text-fg-3 after:absolute after:-inset-1.5 hover:bg-hover hover:text-fg"
      >
        <Icon className="size-3.5" aria-hidden />
      </button>
    );
  }
  return (
    <Button variant={props.variant ?? 'ghost'} size={props.size ?? 'small'} onClick={copy} aria-label={name}>
      <Icon aria-hidden />
      <span aria-live="polite">{said}</span>
    </Button>
  );
}

/** False where neither the clipboard nor the old command is allowed (plain http on another machine, for one). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
