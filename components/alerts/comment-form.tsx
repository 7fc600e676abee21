'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { changeFindingAction } from '#lib/alerts/findings/actions.ts';

/** Writes a comment into a finding's history. `scope` is `view:acme`. */
export function CommentForm({ findingId, scope }: { findingId: string; scope: string }) {
  const [text, setText] = useState('');
  const { busy, fault, act } = useAct();
  const send = () =>
    act(
      () => changeFindingAction(scope, findingId, { comment: text.trim() }),
      () => setText(''),
    );
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send();
      }}
    >
      <div className="flex items-start gap-2">
        <Textarea
          aria-label="Comment"
          placeholder="Write what you found out"
          value={text}
          maxLength={4_000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="form" disabled={busy || text.trim() === ''}>
          Comment
        </Button>
      </div>
      {fault && (
        <Note tone="bad" role="alert">
          {fault}
        </Note>
      )}
    </form>
  );
}
