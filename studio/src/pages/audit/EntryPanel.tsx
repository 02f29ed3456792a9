import { Compared } from '@/design/Compared';
import { Ago, Id } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { exact } from '@/format/time';
import { Side, SideSkeleton } from '../Side';
import { changed, standing, told, type Entry } from './entry';

interface Props {
  id: string;
  /** Absent where it is none of those in the list. */
  entry: Entry | undefined;
  /** Whether the list is there. */
  settled: boolean;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One entry in full: who, from where, how it was asked for, and what it changed. */
export function EntryPanel({ id, entry, settled, onClose, onStep }: Props) {
  return (
    <Side room="of-entry" mono title={entry?.action ?? `entry ${id}`} label={`Entry ${id}`} shown={id} settled={settled} onClose={onClose} step={{ what: 'entry', by: onStep }} meta={entry === undefined ? undefined : <Meta entry={entry} />}>
      {entry !== undefined ? <Body entry={entry} /> : settled ? <Empty title="Not on this page">Entry {id} is none of those in the list: it stands on another page, or the filters leave it out.</Empty> : <SideSkeleton />}
    </Side>
  );
}

function Meta({ entry }: { entry: Entry }) {
  return (
    <>
      <State of={standing(entry.outcome)} word={entry.outcome} />
      <span className="soft">
        by {entry.name}, <Ago at={entry.at} />
      </span>
    </>
  );
}

function Body({ entry }: { entry: Entry }) {
  const lines = changed(entry);
  return (
    <div className="body">
      <dl className="kv">
        <dt>target</dt>
        <dd className="fold">
          <code>{entry.target}</code>
        </dd>
        <dt>who</dt>
        <dd className="fold">{entry.name}</dd>
        <dt>id</dt>
        <dd>
          <Id id={entry.principal} />
        </dd>
        <dt>from</dt>
        <dd className="fold">{entry.address === '' ? <span className="soft">not known</span> : entry.address}</dd>
        <dt>asked by</dt>
        <dd className="fold">
          <code>{entry.request}</code>
        </dd>
        <dt>when</dt>
        <dd className="fold">{exact(entry.at)}</dd>
        <dt>entry</dt>
        <dd>{entry.id}</dd>
        {told(entry).map(([name, text]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="fold">{text}</dd>
          </div>
        ))}
      </dl>
      <h3>What it changed</h3>
      {lines.length === 0 ? <p className="soft">The entry tells of no change.</p> : <Compared lines={lines} label="What stood there before, and since" />}
      {lines.length === 0 ? null : <p className="soft small pt-1">SHA-256 of what was declared; of secrets their versions, as a value could be guessed from its digest.</p>}
    </div>
  );
}
