import { Link } from '@tanstack/react-router';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Tag } from '@/design/Marks';
import { AskFirst } from '../AskFirst';
import { Publish } from './Publish';

interface Props {
  id: string;
  /** The version in force; 0 where there is none. */
  version: number;
  changed: boolean;
  saved: boolean;
  by: string | undefined;
  errors: number | undefined;
  lines: number;
  busy: boolean;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  onSave: () => void;
  onPublish: () => Promise<unknown>;
  /** Goes to a place of the text. */
  onProblem: (path: string) => void;
  onDiscard: (() => Promise<unknown>) | undefined;
}

/** The head of the editor: what is written, whether it is saved, and what puts it in force. */
export function Head({ id, version, changed, saved, by, errors, lines, busy, undo, redo, onSave, onPublish, onProblem, onDiscard }: Props) {
  const next = version + 1;
  return (
    <header className="top">
      <Link className="crumb" to="/workflows" search={{}}>
        Workflows
      </Link>
      <span className="sep">/</span>
      <h1>{id}</h1>
      {changed ? <Tag>{`draft v${next}`}</Tag> : <InForce id={id} version={version} />}
      {changed ? <span className="soft saved">{saved ? `saved by ${by ?? ''}` : 'not saved'}</span> : null}
      <span className="grow" />
      <span className="steps-back">
        <button type="button" className="ghost" aria-label="Undo, Ctrl Z" disabled={undo === undefined} onClick={undo}>
          <Icon name="undo" />
        </button>
        <button type="button" className="ghost" aria-label="Redo, Ctrl Shift Z" disabled={redo === undefined} onClick={redo}>
          <Icon name="redo" />
        </button>
      </span>
      <span className="actions">
        {onDiscard === undefined ? null : (
          <AskFirst button="Throw away" needs="control:workflow.draft" title={`Throw the draft of ${id} away?`} act="Throw away" keep="Keep it" danger onAct={onDiscard}>
            <p>{version === 0 ? 'Nothing of it is in force, so nothing is left of it.' : `v${version}, which is in force, stays as it is.`}</p>
          </AskFirst>
        )}
        <Allowed to="control:workflow.draft">
          <button type="button" className="btn" disabled={saved || !changed || busy} onClick={onSave}>
            Save draft
          </button>
        </Allowed>
        <Publish id={id} version={version} ready={changed && errors === 0 && !busy} lines={lines} saved={saved} onPublish={onPublish} onProblem={onProblem} />
      </span>
    </header>
  );
}

function InForce({ id, version }: { id: string; version: number }) {
  return (
    <Link className="crumb" to="/workflows/$id" params={{ id }} search={{}}>
      v{version} in force
    </Link>
  );
}
