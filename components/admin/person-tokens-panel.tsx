import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { ListedToken } from '#lib/users/token-list.ts';
import { PLAIN_TOKEN_HEADS, TokensTable } from './tokens-table.tsx';

/** The tokens of one person, for an admin to revoke. */
export function PersonTokensPanel({ tokens, zone }: { tokens: ListedToken[]; zone: string }) {
  return (
    <Panel aria-labelledby="tokens">
      <PanelHeader id="tokens" title="API tokens" note={tokens.length} />
      <TokensTable tokens={tokens} zone={zone} head={PLAIN_TOKEN_HEADS} withPerson={false} />
    </Panel>
  );
}
