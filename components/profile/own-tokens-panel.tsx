import { PLAIN_TOKEN_HEADS, TokensTable } from '#components/admin/tokens-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { ListedToken } from '#lib/users/token-list.ts';
import { NewToken } from './new-token.tsx';

/** One's own tokens for the API, and a new one. */
export function OwnTokensPanel({ tokens, zone }: { tokens: ListedToken[]; zone: string }) {
  return (
    <Panel aria-labelledby="tokens">
      <PanelHeader id="tokens" title="API tokens" note={tokens.length > 0 ? tokens.length : undefined}>
        <NewToken />
      </PanelHeader>
      {tokens.length === 0 ? (
        <p className="p-4 text-13/5 text-fg-2">
          No token yet. With a token a script reads over the API what you see on these pages.
        </p>
      ) : (
        <TokensTable tokens={tokens} zone={zone} head={PLAIN_TOKEN_HEADS} withPerson={false} />
      )}
    </Panel>
  );
}
