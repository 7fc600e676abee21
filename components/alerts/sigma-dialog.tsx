'use client';
import './zod-without-eval.ts';
import { useDeferredValue, useMemo, useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RadioList } from '#components/ui/choices.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Note } from '#components/ui/note.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { importSigmaAction } from '#lib/alerts/scope-rules/actions.ts';
import { IMPORT_BOUNDS, type SigmaImportRequest } from '#lib/alerts/sigma/import-request.ts';
import type { StoredImport } from '#lib/alerts/sigma/mutations.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { FormState } from '#lib/form-state.ts';
import { ChooseFiles, type ChosenFile } from './choose-files.tsx';
import { SigmaPreview } from './sigma-preview.tsx';
import { readSources } from './sigma-sources.ts';

type Mode = SigmaImportRequest['mode'];
const MODES: { value: Mode; label: string }[] = [
  { value: 'silent', label: 'Silent: they find, and tell nobody' },
  { value: 'live', label: 'Live: they find and tell' },
];

/** Takes Sigma rules from a paste or files, shows what becomes of each, and stores those that can be imported. */
export function SigmaDialog({ scope, onClose }: { scope: string; onClose: () => void }) {
  const [pasted, setPasted] = useState('');
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [mode, setMode] = useState<Mode>('silent');
  const [answer, setAnswer] = useState<FormState & { stored?: StoredImport }>({});
  const [busy, start] = useTransition();
  const deferred = useDeferredValue(pasted);
  const read = useMemo(() => readSources(deferred, files), [deferred, files]);
  const texts = [...(pasted.trim() ? [pasted] : []), ...files.map(({ text }) => text)];
  const count = read.rules.length;
  const fault = boundsFault(texts, count);
  const store = () => start(async () => setAnswer(await importSigmaAction(scope, { texts, mode })));

  if (answer.stored)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title="Import Sigma rules"
        footer={
          <Button variant="primary" size="form" onClick={onClose}>
            Done
          </Button>
        }
      >
        <Note tone="ok" role="status">
          {storedWords(answer.stored, read.refused.length)}
        </Note>
      </Dialog>
    );
  const footer = (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button
        variant="primary"
        size="form"
        disabled={busy || count === 0 || fault !== undefined || deferred !== pasted}
        onClick={store}
      >
        {count === 0 ? 'Import' : `Import ${rulesWord(count)}`}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Import Sigma rules"
      description="Rules for CloudTrail, one or many. One that was imported before is changed to what its text says now, and stays live, silent or off as it is."
      className="w-[640px]"
      footer={footer}
    >
      <Refusal state={answer} />
      <Field label="Rules" layout="over">
        {(control) => (
          <Textarea
            {...control}
            mono
            className="min-h-32"
            placeholder="title: …"
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
        )}
      </Field>
      <ChooseFiles files={files} onChange={setFiles} />
      <FieldGroup label="New rules">
        <RadioList label="New rules" value={mode} options={MODES} onChange={setMode} />
      </FieldGroup>
      {fault ? (
        <Note tone="bad" role="alert">
          {fault}
        </Note>
      ) : (
        <SigmaPreview {...read} />
      )}
    </Dialog>
  );
}

function boundsFault(texts: readonly string[], rules: number): string | undefined {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > IMPORT_BOUNDS.characters)
    return `These are more than ${formatCount(IMPORT_BOUNDS.characters)} characters. Import them in parts.`;
  if (rules > IMPORT_BOUNDS.rules)
    return `These are ${formatCount(rules)} rules. Import at most ${formatCount(IMPORT_BOUNDS.rules)} at once.`;
  return undefined;
}

function storedWords({ added, changed, unchanged }: StoredImport, refused: number): string {
  const words = [`${rulesWord(added)} added`, `${changed} changed`, `${unchanged} unchanged`];
  return `${[...words, ...(refused > 0 ? [`${refused} refused`] : [])].join(', ')}.`;
}

function rulesWord(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'rule' : 'rules'}`;
}
