import { Link } from '@tanstack/react-router';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Tag } from '@/design/Marks';
import { plural } from '@/format/text';
import { AskFirst } from '../AskFirst';

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
  onDiscard: (() => Promise<unknown>) | undefined;
}

/** The head of the editor: what is written, whether it is saved, and what puts it in force. */
export function Head({ id, version, changed, saved, by, errors, lines, busy, undo, redo, onSave, onPublish, onDiscard }: Props) {
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
        {changed && errors === 0 && !busy ? (
          <AskFirst button={`Publish v${next}`} look="btn primary" needs="control:workflow.publish" title={`Publish ${id} v${next}?`} act="Publish" keep="Not yet" onAct={onPublish}>
            <p>{version === 0 ? 'It can be started from then on.' : `New runs go by it at once; runs under way go on by the version they began with. ${plural(lines, 'line')} differ from v${version}.`}</p>
          </AskFirst>
        ) : (
          <Allowed to="control:workflow.publish">
            <button type="button" className="btn primary" disabled>
              Publish
            </button>
          </Allowed>
        )}
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
