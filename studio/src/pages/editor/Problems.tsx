import type { CheckedWorkflow } from '@/api/schema';
import { State, StateIcon } from '@/design/State';
import { Tally } from './Tally';

interface Props {
  problems: CheckedWorkflow['problems'];
  current: boolean;
  onLine: (line: number) => void;
  onProblem: (path: string) => void;
}

/** What is wrong with the text, found while it is written; a row leads to its step, a line to its place in the YAML. */
export function Problems({ problems, current, onLine, onProblem }: Props) {
  return (
    <section className="dock" aria-label="Problems">
      <div className="cap">
        <h2>Problems</h2>
        <span className="soft small" role="status">
          {current ? <Tally count={problems.length} /> : 'checking'}
        </span>
        <span className="grow" />
        <span className="soft small hint">
          <kbd>F8</kbd> next
        </span>
      </div>
      {problems.length === 0 ? (
        <p className="none">{current ? <State of="succeeded" word="can be published" /> : null}</p>
      ) : (
        <table className="t prob">
          <caption className="sr">Problems of the text</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">Where</th>
              <th scope="col">What</th>
              <th scope="col" className="num">
                Line
              </th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ path, rule, fix, line }) => (
              <tr key={`${path} ${rule}`}>
                <td>
                  <StateIcon of="failed" bare />
                  <span className="sr">error</span>
                </td>
                <td className="c-w">
                  <button type="button" className="linked" onClick={() => onProblem(path)}>
                    <code>{path === '' ? 'text' : path.replace(/^spec\./, '')}</code>
                  </button>
                </td>
                <td className="fold">
                  {rule}; {fix}
                </td>
                <td className="num">
                  {line === undefined ? null : (
                    <button type="button" className="linked" aria-label={`Go to line ${line}`} onClick={() => onLine(line)}>
                      {line}
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
