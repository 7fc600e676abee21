'use client';
import Link from 'next/link';
import { useState } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { zoneLabel } from '#lib/time/format.ts';
import type { AccountAnswer } from '#lib/trails/trail.ts';
import { AccountNote, AccountState, CredentialsLink } from './account-cells.tsx';
import { Moment } from './trail-cells.tsx';
import { credentialWords } from './trail-words.ts';

/** Rows at first, and more with each press. */
const ROWS = 50;

/** For each account: with which credentials AWS is asked for its trails, and what came of it. */
export function AccountsPanel(props: {
  accounts: readonly AccountAnswer[];
  mayChange: readonly string[];
  /** The page, without a query. */
  href: string;
  zone: string;
  now: string;
}) {
  const { accounts, href, zone, now } = props;
  const [sought, setSought] = useState('');
  const [most, setMost] = useState(ROWS);
  const mayChange = new Set(props.mayChange);
  const found = accounts.filter(({ accountId, name }) =>
    `${accountId} ${name ?? ''}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const shown = found.slice(0, most);
  const asked = accounts.filter(({ credentials }) => credentials !== null).length;
  return (
    <Panel aria-labelledby="accounts">
      <PanelHeader
        id="accounts"
        title="Where this is known from"
        note={
          <span className="max-md:hidden">
            {asked === 0
              ? 'AWS is not asked: no account has credentials here'
              : `AWS is asked about ${formatCount(asked)} of ${formatCount(accounts.length)}, every hour`}
          </span>
        }
        line={false}
      >
        {accounts.length > ROWS && (
          <Input
            aria-label="Find an account"
            placeholder="Name or number"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            frameClassName="w-44"
          />
        )}
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable label="Accounts" widths={[null, 136, 176, 168, 168, 152]} minWidth={880}>
          <thead>
            <tr>
              <HeadCell>Account</HeadCell>
              <HeadCell>Number</HeadCell>
              <HeadCell>Credentials</HeadCell>
              <HeadCell>Answer</HeadCell>
              <HeadCell>Last answer ({zoneLabel(zone, now)})</HeadCell>
              <HeadCell>
                <span className="sr-only">Change</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((account) => (
              <AccountRows
                key={account.accountId}
                account={account}
                href={mayChange.has(account.accountId) ? href : null}
                zone={zone}
                now={now}
              />
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="border-t border-line md:hidden">
        {shown.map((account) => (
          <li
            key={account.accountId}
            className="grid gap-2 border-b border-line px-4 py-3 text-13 last:border-b-0"
          >
            <div className="flex items-start justify-between gap-2">
              <span>
                <b className="block text-14 font-medium">{account.name ?? account.accountId}</b>
                <span className="text-fg-3">{credentialWords(account)}</span>
              </span>
              {mayChange.has(account.accountId) && <CredentialsLink account={account} href={href} />}
            </div>
            <AccountState account={account} />
            <AccountNote account={account} zone={zone} />
          </li>
        ))}
      </ul>
      {found.length > most && (
        <div className="border-t border-line px-4 py-2">
          <Button variant="ghost" onClick={() => setMost(most + ROWS * 4)}>
            Show more of {formatCount(found.length)}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function AccountRows(props: { account: AccountAnswer; href: string | null; zone: string; now: string }) {
  const { account, href } = props;
  const noted = account.fault !== null || account.silentRegions.length > 0;
  return (
    <>
      <Row open={noted}>
        <td>
          {account.name ? (
            <Link
              href={`/account/${account.accountId}/trails`}
              prefetch={false}
              className="font-medium hover:text-accent-ink hover:underline"
            >
              {account.name}
            </Link>
          ) : (
            <span className="text-fg-3">not added</span>
          )}
        </td>
        <td className="tabular-nums text-fg-2">{account.accountId}</td>
        <td className={account.credentials ? undefined : 'text-fg-3'}>{credentialWords(account)}</td>
        <td>
          <AccountState account={account} />
        </td>
        <td>
          <Moment at={account.answeredAt} zone={props.zone} now={props.now} />
        </td>
        <td className="text-right">{href && <CredentialsLink account={account} href={href} />}</td>
      </Row>
      {noted && (
        <tr data-nest>
          <td colSpan={6} className="pl-4!">
            <AccountNote account={account} zone={props.zone} />
          </td>
        </tr>
      )}
    </>
  );
}
