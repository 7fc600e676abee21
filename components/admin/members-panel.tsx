import Link from 'next/link';
import { HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { removeMemberAction } from '#lib/views/admin-actions.ts';
import { type ListedView, type MemberSort, memberListOf } from '#lib/views/view-list.ts';
import { AddMembers } from './add-members.tsx';
import { AskFirst } from './ask-first.tsx';
import { ListHead } from './list-head.tsx';
import { PanelList } from './panel-list.tsx';

type Props = {
  view: ListedView;
  shown: ListPage<{ id: string; name: string }>;
  params: ListParams<MemberSort, never>;
};

/** The accounts that were put into a view, and the way to put in more. */
export function MembersPanel({ view, shown, params }: Props) {
  const head = { spec: memberListOf(view.slug), params };
  const found = view.accounts - view.members;
  return (
    <Panel aria-labelledby="members">
      <PanelHeader id="members" title="Members" note={formatCount(view.members)} />
      <AddMembers slug={view.slug} />
      {found > 0 && (
        <p className="px-4 pb-3 text-12 text-fg-3">
          It sees {formatCount(found)} more {found === 1 ? 'account' : 'accounts'}, found in its buckets.
        </p>
      )}
      <PanelList
        {...head}
        shown={shown}
        label="Members"
        noun="members"
        placeholder="Name or number"
        widths={[null, 136, 108]}
        minWidth={360}
        head={
          <>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <ListHead {...head} sort="number">
              Number
            </ListHead>
            <HeadCell>
              <span className="sr-only">Remove</span>
            </HeadCell>
          </>
        }
      >
        {shown.rows.map((account) => (
          <MemberRow key={account.id} view={view} account={account} />
        ))}
      </PanelList>
    </Panel>
  );
}

function MemberRow({ view, account }: { view: ListedView; account: { id: string; name: string } }) {
  return (
    <Row>
      <td title={account.name}>
        <Link
          href={`/admin/accounts/${account.id}`}
          prefetch={false}
          className="font-medium hover:text-accent-ink hover:underline"
        >
          {account.name}
        </Link>
      </td>
      <td className="tabular-nums">{account.id}</td>
      <td className="text-right">
        <AskFirst
          button="Remove"
          label={`Remove ${account.name} from the view`}
          size="small"
          variant="danger"
          className="max-md:h-11"
          title={`Remove ${account.name} from ${view.name}?`}
          confirm="Remove"
          action={removeMemberAction.bind(null, view.slug, account.id)}
        >
          People with a grant on {view.name} see this account no longer, unless it is found in one of the
          view's buckets or granted to them by itself.
        </AskFirst>
      </td>
    </Row>
  );
}
