import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { KvList } from '#components/ui/kv-list.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ViewLosses } from '#lib/sources/delete-view.ts';
import { renameViewAction } from '#lib/views/admin-actions.ts';
import type { ListedView } from '#lib/views/view-list.ts';
import { DeleteView } from './delete-view.tsx';
import { Moment } from './moment.tsx';
import { RenameForm } from './rename-form.tsx';

/** A view's name, to be changed, what is in it, and its end. */
export function ViewDetailsPanel(props: { view: ListedView; losses: ViewLosses; zone: string }) {
  const { view, losses, zone } = props;
  const sources = (
    <Link href={`/view/${view.slug}/buckets`} className="hover:text-accent-ink hover:underline">
      {formatCount(view.sources)}
    </Link>
  );
  const entries = [
    { key: 'In addresses', value: view.slug },
    { key: 'Created', value: <Moment at={view.createdAt} zone={zone} never="" /> },
    { key: 'Log sources', value: sources },
    { key: 'Sees', value: `${formatCount(view.accounts)} ${view.accounts === 1 ? 'account' : 'accounts'}` },
  ];
  return (
    <Panel aria-labelledby="view">
      <PanelHeader id="view" title="View">
        <Button asChild>
          <Link href={`/view/${view.slug}/summary`}>Open its reports</Link>
        </Button>
        <DeleteView view={view} losses={losses} />
      </PanelHeader>
      <div className="grid gap-6 p-4 md:grid-cols-2">
        <RenameForm action={renameViewAction} field="view" of={view.slug} name={view.name} />
        <div className="grid content-start">
          <KvList entries={entries} />
        </div>
      </div>
    </Panel>
  );
}
