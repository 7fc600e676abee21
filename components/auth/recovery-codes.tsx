'use client';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';

/** The codes that were just made, and the way on, which is for who has kept them. */
export function RecoveryCodes({ codes, children }: { codes: readonly string[]; children: ReactNode }) {
  return (
    <div className="grid gap-3">
      <Note tone="ok" role="status">
        Keep these recovery codes: they are shown only this once. Each is good for one sign-in without the
        app.
      </Note>
      <ul
        aria-label="Recovery codes"
        className="mono grid gap-x-4 gap-y-1 rounded-control border border-line bg-surface-2 px-3 py-2 text-13 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton
          text={codes.join('\n')}
          label="Copy all"
          what="Copy the recovery codes"
          variant="default"
          size="form"
        />
        {children}
      </div>
    </div>
  );
}
