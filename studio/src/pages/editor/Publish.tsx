import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { asFailure, type ApiFailure } from '@/api/failure';
import { Allowed } from '@/design/Allowed';
import { Overlay } from '@/design/Overlay';
import { StateIcon } from '@/design/State';
import { plural } from '@/format/text';

interface Props {
  id: string;
  /** The version in force; 0 where there is none. */
  version: number;
  /** Whether it can be published as it stands. */
  ready: boolean;
  /** Lines that differ from the version in force. */
  lines: number;
  /** Whether the draft is saved as it stands. */
  saved: boolean;
  onPublish: () => Promise<unknown>;
  /** Goes to a place of the text. */
  onProblem: (path: string) => void;
}

/** Puts the text in force once that is confirmed. The question stays while the server refuses, and says what is wrong where. */
export function Publish(props: Props) {
  const { id, version, ready } = props;
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  return (
    <Allowed to="control:workflow.publish">
      <button type="button" className="btn primary" disabled={!ready} onClick={() => setAsking(true)}>
        {ready ? `Publish v${version + 1}` : 'Publish'}
      </button>
      {asking ? <Asking {...props} title={`Publish ${id} v${version + 1}?`} onClose={close} /> : null}
    </Allowed>
  );
}

function Asking({ title, version, lines, saved, ready, onPublish, onProblem, onClose }: Props & { title: string; onClose: () => void }) {
  // What it says stays the same while the text is put in force.
  const [begun] = useState({ title, version, lines });
  const send = useMutation({ mutationFn: onPublish, onSuccess: onClose });
  return (
    <Overlay label={begun.title} onClose={onClose}>
      <div className="ask">
        <h2>{begun.title}</h2>
        <p>{begun.version === 0 ? 'It can be started from then on.' : `New runs go by it at once; runs under way go on by the version they began with. ${plural(begun.lines, 'line')} differ from v${begun.version}.`}</p>
        {send.error === null ? null : (
          <Refusal
            failure={asFailure(send.error)}
            saved={saved}
            onProblem={(path) => {
              onClose();
              onProblem(path);
            }}
          />
        )}
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            Not yet
          </button>
          <button type="button" className="btn primary" disabled={send.isPending || !ready} onClick={() => send.mutate()}>
            Publish
          </button>
        </div>
      </div>
    </Overlay>
  );
}

/** Why it was not put in force: each problem at its place, and what became of the draft. */
function Refusal({ failure, saved, onProblem }: { failure: ApiFailure; saved: boolean; onProblem: (path: string) => void }) {
  const { problems, code, title, message } = failure;
  return (
    <div role="alert" className="refusal">
      <p className="bad pt-2">
        <StateIcon of="failed" bare /> {problems.length > 0 ? 'It was not published: the server refuses it.' : message === '' ? title : message} <code>{code}</code>
      </p>
      {problems.length === 0 ? null : (
        <ul>
          {problems.map(({ path, rule, fix }) => (
            <li key={`${path} ${rule}`}>
              <button type="button" className="linked" onClick={() => onProblem(path)}>
                <code>{path === '' ? 'text' : path.replace(/^spec\./, '')}</code>
              </button>{' '}
              <span>
                {rule}; {fix}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="soft">{saved ? 'Your draft is saved: nothing of it is lost.' : 'Your draft is not saved: what you wrote is still here.'}</p>
    </div>
  );
}
