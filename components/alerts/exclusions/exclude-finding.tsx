'use client';
import { useCallback, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ExclusionRight } from '#lib/alerts/exclusions/manages-place.ts';
import { ExcludeDialog, type ExcludedFinding } from './exclude-dialog.tsx';

/** Opens the form that leaves events like a finding's out of its rule, or asks for that. `place` is `view:acme`. */
export function ExcludeFinding(props: { finding: ExcludedFinding; place: string; right: ExclusionRight }) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {props.right === 'ask' ? 'Ask for exclusion' : 'Exclude…'}
      </Button>
      {open && <ExcludeDialog {...props} onClose={close} />}
    </>
  );
}
