import type { ReactNode } from 'react';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireAdminActor } from '#lib/users/loaders.ts';

/** The frame of the administration. Each page asks for the admin again: a layout is not run anew on the way between pages. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <PortalFrame actor={await requireAdminActor()} scope={null}>
      {children}
    </PortalFrame>
  );
}
