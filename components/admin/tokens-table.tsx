import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { type ListedToken, type TokenState, tokenRights } from '#lib/users/token-list.ts';
import { Moment } from './moment.tsx';
import { RevokeToken } from './revoke-token.tsx';

const STATES: Record<TokenState, { word: string; tone: 'ok' | 'warn' | 'neutral' }> = {
  active: { word: 'Active', tone: 'ok' },
  expired: { word: 'Expired', tone: 'warn' },
  revoked: { word: 'Revoked', tone: 'neutral' },
};

/** The heads of one person's tokens, which are few: they do not sort. */
export const PLAIN_TOKEN_HEADS = (
  <>
    <HeadCell>Name</HeadCell>
    <HeadCell>Rights</HeadCell>
    <HeadCell>Last used</HeadCell>
    <HeadCell>Created</HeadCell>
    <HeadCell>Expires</HeadCell>
    <HeadCell>Status</HeadCell>
    <HeadCell>
      <span className="sr-only">Revoke</span>
    </HeadCell>
  </>
);

/** Tokens, one a row. `withPerson` says whose each is; `head` are the heads. */
export function TokensTable(props: {
  tokens: ListedToken[];
  zone: string;
  head: ReactNode;
  withPerson: boolean;
}) {
  const { tokens, zone, withPerson } = props;
  const widths = [null, ...(withPerson ? [null] : []), null, 160, 160, 160, 96, 96];
  return (
    <DataTable label="API tokens" widths={widths} minWidth={withPerson ? 1160 : 960}>
      <thead>
        <tr>{props.head}</tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <Row key={token.id}>
            <td className="font-medium" title={token.name}>
              {token.name}
            </td>
            {withPerson && (
              <td title={token.email}>
                <Link
                  href={`/admin/users/${token.userId}`}
                  prefetch={false}
                  className="hover:text-accent-ink hover:underline"
                >
                  {token.person}
                </Link>
              </td>
            )}
            <td title={tokenRights(token)}>{tokenRights(token)}</td>
            <td>
              <Moment at={token.lastUsedAt} zone={zone} never="never" />
            </td>
            <td>
              <Moment at={token.createdAt} zone={zone} never="" />
            </td>
            <td>
              <Moment at={token.expiresAt} zone={zone} never="does not expire" />
            </td>
            <td>
              <Badge tone={STATES[token.state].tone}>{STATES[token.state].word}</Badge>
            </td>
            <td className="text-right">{token.state === 'active' && <RevokeToken token={token} />}</td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
