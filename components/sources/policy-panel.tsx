'use client';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { minimalPolicy, NO_BUCKET } from '#lib/sources/minimal-policy.ts';

/** What stands in the form right now, as typed. */
export type PolicyPlace = Parameters<typeof minimalPolicy>[0];

/** The rights that the form's credentials need, ready to paste into IAM. */
export function PolicyPanel({ place, className }: { place: PolicyPlace; className?: string }) {
  const policy = minimalPolicy(place);
  return (
    <Panel aria-labelledby="policy" className={className}>
      <PanelHeader id="policy" title="IAM policy to attach">
        <CopyButton text={policy} label="Copy" what="Copy the policy" variant="default" size="toolbar" />
      </PanelHeader>
      <div className="grid gap-3 p-4">
        <p className="text-13/5 text-fg-2">
          Attach this to the IAM user or role. It reads one bucket and changes nothing.
        </p>
        <CodeJson
          text={policy}
          mark={place.bucket.trim() || NO_BUCKET}
          lineNumbers={false}
          label="IAM policy to attach"
        />
        <p className="text-12 text-fg-3">
          Where the objects are encrypted with a KMS key of your own, the key's policy must allow kms:Decrypt
          as well.
        </p>
      </div>
    </Panel>
  );
}
