'use client';
import { Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';

// The readers of YAML and Sigma are only for who imports.
const SigmaDialog = lazy(async () => ({ default: (await import('./sigma-dialog.tsx')).SigmaDialog }));

/** Opens the import of Sigma rules into the scope `view:acme`. */
export function ImportSigma({ scope }: { scope: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Upload aria-hidden />
        Import Sigma
      </Button>
      {open && (
        <Suspense>
          <SigmaDialog scope={scope} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
