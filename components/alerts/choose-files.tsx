'use client';
import { FileText, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';

export type ChosenFile = { name: string; text: string };

/** YAML files of this computer, read here; one that is chosen again takes the place of its former self. */
export function ChooseFiles(props: {
  files: readonly ChosenFile[];
  onChange: (files: readonly ChosenFile[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const add = async (chosen: readonly File[]) => {
    try {
      const read = await Promise.all(
        chosen.map(async (file) => ({ name: file.name, text: await file.text() })),
      );
      const names = new Set(read.map(({ name }) => name));
      setFault(undefined);
      props.onChange([...props.files.filter(({ name }) => !names.has(name)), ...read]);
    } catch {
      setFault('A file could not be read. Choose it again, or paste what is in it.');
    }
  };
  return (
    <div className="grid justify-items-start gap-2 text-13">
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".yml,.yaml"
        aria-label="Files of Sigma rules"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          // So that the same file can be chosen again once it was changed.
          event.currentTarget.value = '';
          void add(chosen);
        }}
      />
      <Button onClick={() => input.current?.click()}>
        <FileText aria-hidden />
        Choose files
      </Button>
      {fault && (
        <Note tone="bad" role="alert">
          {fault}
        </Note>
      )}
      {props.files.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {props.files.map(({ name }) => (
            <li
              key={name}
              className="flex items-center gap-1 rounded-control border border-line bg-surface-2 pl-2 text-12"
            >
              {name}
              <Button
                variant="ghost"
                size="small"
                square
                aria-label={`Leave ${name} out`}
                onClick={() => props.onChange(props.files.filter((file) => file.name !== name))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
