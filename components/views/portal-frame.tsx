import type { ReactNode } from 'react';
import { AppFrame } from '#components/layout/app-frame.tsx';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import type { Actor } from '#lib/auth/actor.ts';
import { listScopes, type ScopeList } from '#lib/auth/list-scopes.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { managesAny, OFFERED_SCOPES, prepareNav, preparePerson, prepareScopes } from './prepare-nav.ts';

/**
 * The frame of every page behind the sign-in: `scope` is what the page is about, null on pages of no scope. `scopes` is everything that
 * the person may see, by name, from a page that knows it; asked for otherwise.
 */
export async function PortalFrame(props: {
  actor: Actor;
  scope: Scope | null;
  scopes?: ScopeList;
  children: ReactNode;
}) {
  const [scopes, openFindings] = await Promise.all([
    props.scopes ?? listScopes(props.actor, prisma(), { limit: OFFERED_SCOPES + 1 }),
    props.scope ? countOpenFindings(props.scope) : 0,
  ]);
  return (
    <AppFrame
      nav={prepareNav(props.scope, managesAny(props.actor), props.actor.role === 'admin', openFindings)}
      scope={prepareScopes(scopes, props.scope)}
      person={preparePerson(props.actor)}
    >
      {props.children}
    </AppFrame>
  );
}
