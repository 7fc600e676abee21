'use client';
import { Download } from 'lucide-react';
import { useState, useTransition } from 'react';
import { type AskFailed, askApiText, toAskFailed } from '#components/api/ask-api.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { saveText } from '#components/ui/save-text.ts';
import { sigmaFileName } from '#lib/alerts/sigma/file-name.ts';

/** Saves a rule as a file for other tools, or says why Sigma cannot say it. `scope` is `view:acme`. */
export function ExportSigma({ ruleKey, name, scope }: { ruleKey: string; name: string; scope: string }) {
  const [busy, start] = useTransition();
  const [fault, setFault] = useState<AskFailed>();
  const save = () =>
    start(async () => {
      try {
        const path = `/api/v1/alerts/rules/${ruleKey}/sigma`;
        saveText(`${sigmaFileName(name)}.yml`, await askApiText(path, new URLSearchParams({ scope })));
      } catch (thrown) {
        setFault(toAskFailed(thrown));
      }
    });
  return (
    <>
      <Button
        size="small"
        className="max-md:h-11"
        aria-label={`${name} as a Sigma file`}
        disabled={busy}
        onClick={save}
      >
        <Download aria-hidden />
        Sigma
      </Button>
      <Dialog
        open={fault !== undefined}
        onOpenChange={() => setFault(undefined)}
        title={`${name} was not exported`}
        description={
          fault && (
            <>
              {fault.message} {fault.hint}
            </>
          )
        }
      />
    </>
  );
}
