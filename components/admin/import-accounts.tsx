'use client';
import { ClipboardPaste } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Note } from '#components/ui/note.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { faultWords, noAnswer } from '#components/ui/use-act.ts';
import { importAccountsAction, previewImportAction } from '#lib/accounts/actions.ts';
import type { ImportResult } from '#lib/accounts/import-accounts.ts';
import type { ImportPlan } from '#lib/accounts/plan-import.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { ImportPreview } from './import-preview.tsx';

/** Adds many accounts from a pasted list. `discovered` are the numbers found in buckets and not added yet. */
export function ImportAccounts({ discovered }: { discovered: string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ClipboardPaste aria-hidden />
        Paste a list
      </Button>
      {open && <ImportDialog discovered={discovered} onClose={() => setOpen(false)} />}
    </>
  );
}

function ImportDialog({ discovered, onClose }: { discovered: string[]; onClose: () => void }) {
  const { text, write, plan, result, fault, busy, check, apply } = useImport();
  const ready = plan && plan.faults === 0 && plan.changes > 0;
  const footer = result ? (
    <Button size="form" variant="primary" onClick={onClose}>
      Done
    </Button>
  ) : (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      {ready ? (
        <Button size="form" variant="primary" disabled={busy} onClick={apply}>
          Apply {formatCount(plan.changes)} {plan.changes === 1 ? 'line' : 'lines'}
        </Button>
      ) : (
        <Button size="form" variant="primary" disabled={busy || text.trim() === ''} onClick={check}>
          {busy ? 'Checking' : 'Check'}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Paste a list of accounts"
      footer={footer}
      className="w-[720px]"
    >
      {result ? (
        <Note tone="ok" role="status">
          {resultWords(result)}
        </Note>
      ) : (
        <>
          <Field
            label="Accounts"
            layout="over"
            hint="A line an account: number, name, owner's e-mail address, view. All but the number may be left out; tabs and semicolons do too, so cells of a spreadsheet can be pasted."
          >
            {(control) => (
              <Textarea
                mono
                className="min-h-32"
                placeholder={'048213975106, shop-prod, maria@example.com, acme-production'}
                value={text}
                onChange={(event) => write(event.target.value)}
                {...control}
              />
            )}
          </Field>
          {discovered.length > 0 && text === '' && (
            <Button
              className="justify-self-start"
              onClick={() => write(discovered.map((id) => `${id},`).join('\n'))}
            >
              Begin with the {formatCount(discovered.length)} that were found in buckets
            </Button>
          )}
          {fault && (
            <Note tone="bad" role="alert">
              {fault}
            </Note>
          )}
          {plan && <ImportPreview plan={plan} />}
        </>
      )}
    </Dialog>
  );
}

/** What a check said of a text; of another text it would promise what is not done. */
type Checked = { text: string; plan?: ImportPlan | undefined; fault?: string | undefined };

function useImport() {
  const [text, write] = useState('');
  const [checked, setChecked] = useState<Checked>();
  const [result, setResult] = useState<ImportResult>();
  const [busy, start] = useTransition();
  const check = () =>
    start(async () => {
      const answer: Awaited<ReturnType<typeof previewImportAction>> =
        await previewImportAction(text).catch(noAnswer);
      setChecked({ text, plan: answer.plan, fault: answer.done ? undefined : faultWords(answer) });
    });
  const apply = () =>
    start(async () => {
      const answer: Awaited<ReturnType<typeof importAccountsAction>> =
        await importAccountsAction(text).catch(noAnswer);
      setResult(answer.result);
      if (!answer.done) setChecked((was) => ({ ...was, text, fault: faultWords(answer) }));
    });
  const { plan, fault } = checked?.text === text ? checked : {};
  return { text, write, plan, result, fault, busy, check, apply };
}

function resultWords({ added, renamed, joined, owned }: ImportResult): string {
  const parts = [
    `${formatCount(added)} added`,
    renamed > 0 && `${formatCount(renamed)} renamed`,
    joined > 0 && `${formatCount(joined)} put into views`,
    owned > 0 && `${formatCount(owned)} given to owners`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
