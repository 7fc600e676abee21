import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireActor } from '#lib/auth/loaders.ts';

export default async function NotFoundPage() {
  return (
    <PortalFrame actor={await requireActor()} scope={null}>
      <TopBar title="Not found" />
      <PageBody>
        <Panel>
          <EmptyState
            title="There is nothing here"
            icon={<SearchX aria-hidden />}
            actions={
              <Button asChild variant="primary">
                <Link href="/">Go to Home</Link>
              </Button>
            }
          >
            The address is wrong, or you may not see what it leads to. A security admin can give you access.
          </EmptyState>
        </Panel>
      </PageBody>
    </PortalFrame>
  );
}
