'use client';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

/** Off to the provider, and from there to `callbackUrl`. */
export function OidcButton(props: { name: string; callbackUrl: string; primary: boolean }) {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    await signIn('oidc', { callbackUrl: props.callbackUrl });
  };
  return (
    <Button size="form" variant={props.primary ? 'primary' : 'default'} disabled={busy} onClick={start}>
      Continue with {props.name}
    </Button>
  );
}
