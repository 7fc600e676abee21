import { KvList } from '#components/ui/kv-list.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { OidcSettings } from '#lib/auth/oidc/settings.ts';
import type { SecondFactorFor } from '#lib/auth/second-factor/policy.ts';
import { SecondFactorPolicy } from './second-factor-policy.tsx';

/** How people sign in here: what the deployment's settings say, and of whom a second factor is asked. */
export function SignInWaysPanel(props: {
  oidc: OidcSettings | null;
  passwords: boolean;
  secondFactorFor: SecondFactorFor;
  origin: string;
}) {
  const { oidc, passwords, origin } = props;
  const provider = oidc
    ? [
        { key: 'Provider', value: oidc.name, aside: oidc.issuer },
        { key: 'Redirect URI', value: `${origin}/api/auth/callback/oidc`, mono: true },
        { key: 'Groups', value: <>the claim “{oidc.groupsClaim}”</> },
      ]
    : [{ key: 'Provider', value: 'None. OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET name one.' }];
  return (
    <Panel aria-labelledby="ways">
      <PanelHeader id="ways" title="How people sign in" />
      <div className="grid gap-6 p-4 md:grid-cols-2">
        <KvList
          entries={[
            {
              key: 'Passwords',
              value: passwords ? 'Allowed' : 'Switched off by TRAILKEEP_PASSWORD_SIGN_IN',
            },
            ...provider,
          ]}
        />
        {passwords && <SecondFactorPolicy initial={props.secondFactorFor} />}
      </div>
    </Panel>
  );
}
