import { asFailure } from '@/api/failure';
import { StateIcon } from '@/design/State';

/** Why the server did not do what was asked, in a form or a question. */
export function Refused({ error, what }: { error: unknown; what?: string }) {
  if (error === null) return null;
  const failure = asFailure(error);
  return (
    <p className="bad pt-2" role="alert">
      <StateIcon of="failed" bare /> {what === undefined ? '' : `${what} `}
      {failure.message === '' ? failure.title : failure.message} <code>{failure.code}</code>
    </p>
  );
}
