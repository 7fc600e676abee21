import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import {
  ACCOUNT_LIST,
  type AccountFilter,
  type AccountSort,
  type ListedAccount,
} from '#lib/accounts/account-list.ts';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { ListHead } from './list-head.tsx';
import { ListPager } from './list-pager.tsx';
import { Moment } from './moment.tsx';

type Params = ListParams<AccountSort, AccountFilter>;
type Props = { shown: ListPage<ListedAccount>; params: Params; zone: string };

/** Named before the rest is counted. */
const NAMED = 2;

/** One page of the accounts that are added. */
export function AccountsPanel({ shown, params, zone }: Props) {
  if (shown.total === 0) {
    return (
      <Panel>
        <EmptyState title="No account" icon={<SearchX aria-hidden />}>
          {params.q || params.filter
            ? 'No account matches. Search for less, or show all.'
            : 'None is added yet. Add them one by one, or paste a list.'}
        </EmptyState>
      </Panel>
    );
  }
  const head = { spec: ACCOUNT_LIST, params };
  return (
    <Panel aria-label="Accounts">
      <DataTable label="Accounts" widths={[null, 136, null, null, 168]} minWidth={840}>
        <thead>
          <tr>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <ListHead {...head} sort="number">
              Number
            </ListHead>
            <HeadCell>Owners</HeadCell>
            <HeadCell>Views</HeadCell>
            <ListHead {...head} sort="created">
              Added
            </ListHead>
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((account) => (
            <Row key={account.id}>
              <td title={account.name}>
                <Link
                  href={`${ACCOUNT_LIST.path}/${account.id}`}
                  prefetch={false}
                  className="font-medium hover:text-accent-ink hover:underline"
                >
                  {account.name}
                </Link>
              </td>
              <td className="tabular-nums">{account.id}</td>
              <td title={account.owners.join(', ')}>
                <Names names={account.owners} none="nobody" />
              </td>
              <td title={account.views.join(', ')}>
                <Names names={account.views} none="none" />
              </td>
              <td>
                <Moment at={account.createdAt} zone={zone} never="" />
              </td>
            </Row>
          ))}
        </tbody>
      </DataTable>
      <ListPager spec={ACCOUNT_LIST} params={params} shown={shown} noun="accounts" />
    </Panel>
  );
}

function Names({ names, none }: { names: string[]; none: string }) {
  if (names.length === 0) return <span className="text-fg-3">{none}</span>;
  const more = names.length - NAMED;
  return (
    <>
      {names.slice(0, NAMED).join(', ')}
      {more > 0 && <span className="text-fg-3"> and {more} more</span>}
    </>
  );
}
