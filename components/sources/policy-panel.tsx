'use client';
import { useState } from 'react';
import { Checkbox } from '#components/ui/choices.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import {
  type IamOptions,
  iamPurposes,
  iamStatements,
  keyPolicyStatement,
  NO_BUCKET,
  NO_PRINCIPAL,
  type PolicyPlace,
  type Purpose,
  policyDocument,
  trustPolicy,
} from '#lib/policies/iam-policy.ts';
import { QUEUE_PURPOSES, queueArn, queueStatement } from '#lib/policies/queue-policy.ts';

/** What stands in the form right now, as typed. */
export type FormPlace = PolicyPlace & {
  credentials: 'access-key' | 'role' | 'default';
  externalId: string;
  /** '' without a queue. */
  queueUrl: string;
};

const TABS = [
  { value: 'permissions', label: 'Permissions' },
  { value: 'trust', label: 'Trust' },
  { value: 'key', label: 'KMS' },
] as const;
type Tab = (typeof TABS)[number]['value'];
type Credentials = FormPlace['credentials'];

const KEY_ARN = /^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/;

/** The policies that the form's credentials need, ready to paste, and what each action is for. */
export function PolicyPanel({ place, className }: { place: FormPlace; className?: string }) {
  const [chosen, setChosen] = useState<{ of: Credentials; tab: Tab } | null>(null);
  const [broad, setBroad] = useState(false);
  const [typedKey, setTypedKey] = useState('');
  // Other credentials in the form need another policy first.
  const first = place.credentials === 'role' ? 'trust' : 'permissions';
  const tab = chosen?.of === place.credentials ? chosen.tab : first;
  const keyArn = KEY_ARN.test(typedKey.trim()) ? typedKey.trim() : null;
  const { title, text, mark } = documentOf(tab, place, { keyArn, broad });
  return (
    <Panel aria-labelledby="policy" className={className}>
      <PanelHeader id="policy" title="IAM policy to attach">
        <Segmented
          label="Policy"
          size="small"
          value={tab}
          options={TABS}
          onChange={(value) => setChosen({ of: place.credentials, tab: value })}
        />
        <CopyButton text={text} label="Copy" what={`Copy: ${title}`} variant="default" size="small" />
      </PanelHeader>
      <div className="grid gap-3 p-4">
        <p className="text-13/5 text-fg-2">{WORDS[tab](place.credentials)}</p>
        {tab === 'key' && (
          <Input
            size="form"
            aria-label="KMS key"
            placeholder="arn:aws:kms:eu-central-1:111111111111:key/…"
            value={typedKey}
            onChange={(event) => setTypedKey(event.target.value)}
            mono
          />
        )}
        <CodeJson text={text} mark={mark} lineNumbers={false} label={title} />
        {tab === 'permissions' && (
          <>
            <Purposes
              purposes={[
                ...iamPurposes({ keyArn, broad }),
                ...(queueArn(place.queueUrl) ? QUEUE_PURPOSES : []),
              ]}
            />
            <Checkbox
              label="Also read the bucket's settings (policy, ACL, logging and others)"
              checked={broad}
              onChange={setBroad}
            />
          </>
        )}
      </div>
    </Panel>
  );
}

const HOLDERS: Record<Credentials, string> = {
  'access-key': 'to the IAM user',
  role: 'to the role',
  default: 'to the role or user that this machine runs as',
};

const WORDS: Record<Tab, (credentials: Credentials) => string> = {
  permissions: (credentials) =>
    `Attach this ${HOLDERS[credentials]}. It reads one bucket and changes nothing in it.${credentials === 'role' ? ' The role needs its trust policy as well.' : ''}`,
  trust: () =>
    `The role's trust policy: who may assume it. Put the ARN of the user or role that Trailkeep asks with in the marked place; a test names it. The role needs the permissions as well.`,
  key: () =>
    `Only where the trail encrypts with a KMS key of your own: this goes into the key's policy, and with the key's ARN entered here kms:Decrypt stands among the permissions.`,
};

function documentOf(
  tab: Tab,
  place: FormPlace,
  options: IamOptions,
): { title: string; text: string; mark: string } {
  if (tab === 'trust') {
    const text = trustPolicy({ principal: null, externalId: place.externalId });
    return { title: 'Trust policy of the role', text, mark: NO_PRINCIPAL };
  }
  if (tab === 'key') {
    const text = JSON.stringify(keyPolicyStatement(null, place.region), null, 2);
    return { title: "Statement for the key's policy", text, mark: NO_PRINCIPAL };
  }
  const queue = queueArn(place.queueUrl);
  const text = policyDocument([...iamStatements(place, options), ...(queue ? [queueStatement(queue)] : [])]);
  return { title: 'IAM policy to attach', text, mark: place.bucket.trim() || NO_BUCKET };
}

function Purposes({ purposes }: { purposes: Purpose[] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-12 text-fg-3">
      {purposes.map(({ action, purpose }) => (
        <div key={action} className="contents">
          <dt className="mono text-fg-2">{action}</dt>
          <dd>{purpose}</dd>
        </div>
      ))}
    </dl>
  );
}
