import { Layers } from 'lucide-react';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { CreateView } from './create-view.tsx';

/** Home before there is anything: one next step. */
export function NothingYet({ isAdmin }: { isAdmin: boolean }) {
  return (
    <Panel>
      {isAdmin ? (
        <EmptyState
          title="No view yet"
          icon={<Layers aria-hidden />}
          actions={<CreateView variant="primary" />}
        >
          A view is a set of accounts whose trails land in one or a few buckets. Create one, name its bucket,
          and the last 14 days are collected at once.
        </EmptyState>
      ) : (
        <EmptyState title="Nothing is shared with you yet" icon={<Layers aria-hidden />}>
          Ask a security admin for access to a view or an account. It then shows here.
        </EmptyState>
      )}
    </Panel>
  );
}
