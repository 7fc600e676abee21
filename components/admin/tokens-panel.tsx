import { KeyRound } from 'lucide-react';
import { HeadCell } from '#components/table/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type ListedToken, TOKEN_LIST, type TokenFilter, type TokenSort } from '#lib/users/token-list.ts';
import { ListHead } from './list-head.tsx';
import { ListPager } from './list-pager.tsx';
import { TokensTable } from './tokens-table.tsx';

type Params = ListParams<TokenSort, TokenFilter>;

/** One page of everybody's tokens. */
export function TokensPanel(props: { shown: ListPage<ListedToken>; params: Params; zone: string }) {
  const { shown, params, zone } = props;
  if (shown.total === 0) {
    return (
      <Panel>
        <EmptyState title="No token" icon={<KeyRound aria-hidden />}>
          {params.q || params.filter
            ? 'No token matches. Search for less, or show all.'
            : 'People make their own tokens for the API on their profile.'}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel aria-label="API tokens">
      <TokensTable tokens={shown.rows} zone={zone} head={<Heads params={params} />} withPerson />
      <ListPager spec={TOKEN_LIST} params={params} shown={shown} noun="tokens" />
    </Panel>
  );
}

function Heads({ params }: { params: Params }) {
  const head = { spec: TOKEN_LIST, params };
  return (
    <>
      <ListHead {...head} sort="name">
        Name
      </ListHead>
      <ListHead {...head} sort="person">
        Person
      </ListHead>
      <HeadCell>Rights</HeadCell>
      <ListHead {...head} sort="lastUsed">
        Last used
      </ListHead>
      <ListHead {...head} sort="created">
        Created
      </ListHead>
      <ListHead {...head} sort="expires">
        Expires
      </ListHead>
      <HeadCell>Status</HeadCell>
      <HeadCell>
        <span className="sr-only">Revoke</span>
      </HeadCell>
    </>
  );
}
