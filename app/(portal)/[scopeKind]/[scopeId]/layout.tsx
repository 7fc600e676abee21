import type { ReactNode } from 'react';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';

type Props = { params: Promise<{ scopeKind: string; scopeId: string }>; children: ReactNode };

export default async function ScopeLayout({ params, children }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  return (
    <PortalFrame actor={await requireActor()} scope={scope}>
      {children}
    </PortalFrame>
  );
}
