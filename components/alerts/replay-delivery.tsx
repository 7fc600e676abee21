'use client';
import { Button } from '#components/ui/button.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { replayDeliveryAction } from '#lib/alerts/deliver/actions.ts';

/** Sends once more what was given up. `scope` is `view:acme`, `channel` the channel's name. */
export function ReplayDelivery(props: { deliveryId: string; channel: string; scope: string }) {
  const { busy, fault, act } = useAct();
  return (
    <span className="ml-auto flex shrink-0 flex-wrap items-center justify-end gap-2">
      <Button
        size="small"
        className="max-md:h-11"
        aria-label={`Send again to ${props.channel}`}
        disabled={busy}
        onClick={() => act(() => replayDeliveryAction(props.scope, props.deliveryId))}
      >
        Send again
      </Button>
      {fault && (
        <span role="alert" className="text-12 text-bad">
          {fault}
        </span>
      )}
    </span>
  );
}
