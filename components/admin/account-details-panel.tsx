import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { KvList } from '#components/ui/kv-list.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { renameAccountAction } from '#lib/accounts/actions.ts';
import type { AccountDetails } from '#lib/accounts/queries/find-account.ts';
import { Moment } from './moment.tsx';
import { RenameForm } from './rename-form.tsx';

/** An account's name, to be changed, and the views that it is in. */
export function AccountDetailsPanel({ account, zone }: { account: AccountDetails; zone: string }) {
  const views = account.views.map(({ slug, name }) => (
    <Link key={slug} href={`/admin/views/${slug}`} className="block hover:text-accent-ink hover:underline">
      {name}
    </Link>
  ));
  const entries = [
    { key: 'Number', value: account.id },
    { key: 'Added', value: <Moment at={account.createdAt} zone={zone} never="" /> },
    { key: 'Views', value: views.length > 0 ? views : <span className="text-fg-3">none</span> },
  ];
  return (
    <Panel aria-labelledby="account">
      <PanelHeader id="account" title="Account">
        <Button asChild>
          <Link href={`/account/${account.id}/summary`}>Open its reports</Link>
        </Button>
      </PanelHeader>
      <div className="grid gap-6 p-4 md:grid-cols-2">
        <RenameForm action={renameAccountAction} field="account" of={account.id} name={account.name} />
        <div className="grid content-start">
          <KvList entries={entries} />
        </div>
      </div>
    </Panel>
  );
}
