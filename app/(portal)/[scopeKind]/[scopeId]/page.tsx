import { redirect } from 'next/navigation';
import { loadScope } from '#lib/auth/loaders.ts';

type Props = { params: Promise<{ scopeKind: string; scopeId: string }> };

export default async function ScopePage({ params }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  redirect(`/${scope.kind}/${scope.id}/summary`);
}
