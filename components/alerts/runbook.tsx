import { Fragment } from 'react';

/** What to do about a finding. Steps that the text numbers stand in lines of their own, names between backticks in the mono face. */
export function Runbook({ text }: { text: string }) {
  const steps = text.split(/\s+(?=\d{1,2}\. )/);
  if (steps.length === 1)
    return (
      <>
        <span className="font-semibold">What to do:</span> <Words text={text} />
      </>
    );
  return (
    <>
      <span className="font-semibold">What to do</span>
      {steps.map((step) => (
        <p key={step} className="mt-1">
          <Words text={step} />
        </p>
      ))}
    </>
  );
}

function Words({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]+)`|[^`]+/g)].map(({ index, 0: words, 1: name }) => (
    <Fragment key={index}>{name ? <code className="mono">{name}</code> : words}</Fragment>
  ));
}
