import { UserRoundX } from 'lucide-react';
import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { ListPage, ListParams } from '#lib/lists/list-params.ts';
import { type ListedUser, USER_LIST, type UserFilter, type UserSort } from '#lib/users/user-list.ts';
import { ListHead } from './list-head.tsx';
import { ListPager } from './list-pager.tsx';
import { Moment } from './moment.tsx';
import { grantWords, ROLE_WORDS, UserStateBadge } from './user-words.tsx';

type Props = { shown: ListPage<ListedUser>; params: ListParams<UserSort, UserFilter>; zone: string };

/** One page of the people who may sign in. */
export function UsersPanel({ shown, params, zone }: Props) {
  if (shown.total === 0) {
    return (
      <Panel>
        <EmptyState title="No such user" icon={<UserRoundX aria-hidden />}>
          Nobody has this in their name or e-mail address. Search for less, or show all.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel aria-label="Users">
      <UsersTable users={shown.rows} params={params} zone={zone} />
      <UsersList users={shown.rows} zone={zone} />
      <ListPager spec={USER_LIST} params={params} shown={shown} noun="users" />
    </Panel>
  );
}

function UsersTable({ users, params, zone }: { users: ListedUser[] } & Omit<Props, 'shown'>) {
  const head = { spec: USER_LIST, params };
  return (
    <div className="max-md:hidden">
      <DataTable label="Users" widths={[null, null, 136, 168, 160, 104]} minWidth={960}>
        <thead>
          <tr>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <ListHead {...head} sort="email">
              E-mail address
            </ListHead>
            <ListHead {...head} sort="role">
              Role
            </ListHead>
            <HeadCell>May see</HeadCell>
            <ListHead {...head} sort="lastSignIn">
              Last sign-in
            </ListHead>
            <HeadCell>Status</HeadCell>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Row key={user.id}>
              <td>
                <UserLink user={user} />
              </td>
              <td title={user.email}>{user.email}</td>
              <td>{ROLE_WORDS[user.role]}</td>
              <td>{grantWords(user)}</td>
              <td>
                <Moment at={user.lastSignInAt} zone={zone} never="never" />
              </td>
              <td>
                <UserStateBadge state={user.state} />
              </td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

/** The table's rows as they stand on a phone. */
function UsersList({ users, zone }: { users: ListedUser[]; zone: string }) {
  return (
    <ul className="md:hidden">
      {users.map((user) => (
        <li key={user.id} className="grid gap-1 border-b border-line px-4 py-3 text-13 last:border-b-0">
          <div className="flex items-center gap-2 text-14">
            <UserLink user={user} />
            <span className="ml-auto">
              <UserStateBadge state={user.state} />
            </span>
          </div>
          <span className="truncate text-fg-2">{user.email}</span>
          <span className="text-12 text-fg-3">
            {ROLE_WORDS[user.role]} · {grantWords(user)} ·{' '}
            <Moment at={user.lastSignInAt} zone={zone} never="never signed in" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function UserLink({ user }: { user: ListedUser }) {
  return (
    <Link
      href={`${USER_LIST.path}/${user.id}`}
      prefetch={false}
      title={user.name}
      className="truncate font-medium hover:text-accent-ink hover:underline max-md:py-2"
    >
      {user.name}
    </Link>
  );
}
