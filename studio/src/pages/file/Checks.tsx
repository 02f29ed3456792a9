import { State, StateIcon } from '@/design/State';
import { summary, type Note } from './notes';

/** What the check at load says, errors first; a line leads to its place. */
export function Checks({ notes, current, onLine }: { notes: readonly Note[]; current: boolean; onLine: (line: number) => void }) {
  return (
    <section aria-label="Checks at load">
      <div className="cap">
        <h2>Checks at load</h2>
        <span className="soft small" role="status">
          {current ? summary(notes) : 'checking'}
        </span>
      </div>
      {notes.length === 0 ? (
        <p className="none">{current ? <State of="succeeded" word="a connector" /> : null}</p>
      ) : (
        <table className="t filechecks">
          <caption className="sr">Checks at load</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">Check</th>
              <th scope="col" className="num">
                Line
              </th>
            </tr>
          </thead>
          <tbody>
            {notes.map((note) => (
              <tr key={`${note.line} ${note.path} ${note.said}`}>
                <td>
                  <Mark note={note} />
                </td>
                <td className="fold">
                  {note.path === undefined ? null : <code className="soft">{note.path}</code>} {note.said}
                </td>
                <td className="num">
                  {note.line === undefined ? null : (
                    <button type="button" className="linked" aria-label={`Go to line ${note.line}`} onClick={() => onLine(note.line ?? 1)}>
                      {note.line}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Mark({ note: { of } }: { note: Note }) {
  return (
    <>
      <StateIcon of={of === 'error' ? 'failed' : 'degraded'} bare />
      <span className="sr">{of}</span>
    </>
  );
}

/** What is said of the line that the caret stands in. */
export function Said({ notes, line }: { notes: readonly Note[]; line: number }) {
  if (notes.length === 0) return null;
  return (
    <ul className="linesaid" aria-label={`Line ${line}`}>
      {notes.map((note) => (
        <li key={note.said}>
          <Mark note={note} /> <span className="soft">Line {line}</span> {note.said}
        </li>
      ))}
    </ul>
  );
}
