'use client';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { AccountSettings } from '#lib/trails/queries/find-account-settings.ts';
import { AccountCredentialsForm } from './account-credentials-form.tsx';

/** The credentials with which an account's own trails are asked for, as a panel of the account's Setup. */
export function AccountCredentialsPanel({
  settings,
  isAdmin,
}: {
  settings: AccountSettings;
  isAdmin: boolean;
}) {
  return (
    <Panel aria-labelledby="account-credentials">
      <PanelHeader
        id="account-credentials"
        title="Credentials for the list of trails"
        note={
          <span className="max-md:hidden">
            AWS is asked every hour, and what it says is marked as its own
          </span>
        }
      />
      <div className="p-4">
        <AccountCredentialsForm settings={settings} isAdmin={isAdmin} />
      </div>
    </Panel>
  );
}
