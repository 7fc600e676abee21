'use client';
import Link from 'next/link';
import { PageBody } from '#components/layout/top-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ErrorState } from '#components/ui/states.tsx';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What no page caught. The digest is in the server's log beside what really happened. */
export default function PortalError({ error, reset }: Props) {
  return (
    <PageBody>
      <Panel className="mx-auto w-full max-w-[720px]">
        <ErrorState
          title="This page could not be shown"
          message="Something went wrong inside Trailkeep, or its database does not answer."
          hint="Try again; if it stays, the server log has the details."
          requestId={error.digest}
          actions={
            <>
              <Button variant="primary" onClick={reset}>
                Try again
              </Button>
              <Button asChild>
                <Link href="/">Go to Home</Link>
              </Button>
            </>
          }
        />
      </Panel>
    </PageBody>
  );
}
