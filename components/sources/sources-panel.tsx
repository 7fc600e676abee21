'use client';
import { Database, Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Erasure } from '#lib/sources/queries/list-erasures.ts';
import type { WaitingAccounts } from '#lib/sources/queries/list-waiting-accounts.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { ErasureNotes } from './erasure-notes.tsx';
import { FormLink } from './form-link.tsx';
import { SourceList } from './source-list.tsx';
import { useSourceScope } from './source-scope.ts';
import { SourcesTable } from './sources-table.tsx';
import { useSources } from './use-sources.ts';
import { WaitingAccountsNote } from './waiting-accounts-note.tsx';

/** The log sources of a scope (`view:acme`), and how each is doing, kept up to date. `now` is ISO. */
export function SourcesPanel(props: {
  scope: string;
  sources: SourceItem[];
  erasures: Erasure[];
  /** Of a view: accounts that an admin must confirm. */
  waiting?: WaitingAccounts[];
  href: string;
  zone: string;
  now: string;
}) {
  const { href, zone, waiting = [] } = props;
  const { kind, isAdmin } = useSourceScope();
  const { sources, failed } = useSources(props.scope, props.sources);
  return (
    <Panel aria-labelledby="buckets">
      <PanelHeader
        id="buckets"
        title={`Buckets of this ${kind}`}
        note={formatCount(sources.length)}
        line={sources.length === 0 || failed !== null || props.erasures.length + waiting.length > 0}
      >
        {sources.length > 0 && (
          <Button asChild className="max-md:h-11">
            <FormLink href={`${href}?source=new`}>
              <Plus aria-hidden />
              Add a bucket
            </FormLink>
          </Button>
        )}
      </PanelHeader>
      {failed && (
        <Note tone="warn" role="status" className="m-4">
          What stands here may be out of date. {failed.message} {failed.hint}
        </Note>
      )}
      <ErasureNotes erasures={props.erasures} />
      {waiting.map((found) => (
        <WaitingAccountsNote key={found.sourceId} waiting={found} isAdmin={isAdmin} />
      ))}
      {sources.length === 0 ? (
        <EmptyState title="No bucket yet" icon={<Database aria-hidden />}>
          Name the S3 bucket in which the {kind === 'view' ? 'trails land' : 'trail lands'}, in the form
          above. The newest days are there minutes later.
        </EmptyState>
      ) : (
        <>
          <SourcesTable sources={sources} href={href} zone={zone} now={props.now} />
          <SourceList sources={sources} href={href} zone={zone} />
        </>
      )}
    </Panel>
  );
}
