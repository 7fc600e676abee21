'use client';
import { revokeTokenAction } from '#lib/users/profile-actions.ts';
import type { ListedToken } from '#lib/users/token-list.ts';
import { AskFirst } from './ask-first.tsx';

export function RevokeToken({ token }: { token: Pick<ListedToken, 'id' | 'name' | 'email'> }) {
  return (
    <AskFirst
      button="Revoke"
      label={`Revoke the token ${token.name}`}
      size="small"
      variant="danger"
      className="max-md:h-11"
      title={`Revoke the token ${token.name}?`}
      confirm="Revoke"
      action={() => revokeTokenAction(token.id)}
    >
      Whatever uses this token of {token.email} is refused from now on. It cannot be taken back.
    </AskFirst>
  );
}
