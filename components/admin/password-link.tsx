'use client';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import type { PasswordLink } from '#lib/users/password-links.ts';

/** The link that was just made, to be copied: it is shown this once. */
export function PasswordLinkNote({ link, email }: { link: PasswordLink; email: string }) {
  const hours = Math.round((new Date(link.expiresAt).getTime() - Date.now()) / 3_600_000);
  return (
    <div className="grid gap-3">
      <Note tone="ok" role="status">
        Send this link to {email}. It is good for one use and{' '}
        {hours > 48 ? `${Math.round(hours / 24)} days` : `${hours} hours`}, and it is shown only now.
      </Note>
      <div className="flex items-center gap-2">
        <code className="mono min-w-0 flex-1 rounded-control border border-line bg-surface-2 px-2 py-1.5 text-12 wrap-anywhere">
          {link.url}
        </code>
        <CopyButton text={link.url} label="Copy" what="Copy the link" variant="default" />
      </div>
    </div>
  );
}
