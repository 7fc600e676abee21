'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { Sheet } from '#components/ui/sheet.tsx';
import type { AccountSettings } from '#lib/trails/queries/find-account-settings.ts';
import { AccountCredentialsForm } from './account-credentials-form.tsx';

/** The credentials of one account beside the list that they are for. Closing leads back to `href`. */
export function CredentialsSheet(props: { settings: AccountSettings; isAdmin: boolean; href: string }) {
  const { settings, href } = props;
  const router = useRouter();
  const close = useCallback(() => router.push(href, { scroll: false }), [router, href]);
  return (
    <Sheet
      open
      onClose={close}
      title={`Credentials of ${settings.name}`}
      header={<span className="text-fg-3">Credentials for the list of trails</span>}
    >
      <h2 className="text-16 font-semibold">
        {settings.name} <span className="font-normal tabular-nums text-fg-3">{settings.accountId}</span>
      </h2>
      <AccountCredentialsForm settings={settings} isAdmin={props.isAdmin} onDone={close} />
    </Sheet>
  );
}
