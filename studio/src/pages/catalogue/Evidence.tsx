import type { MatrixRow } from '@/api/schema';
import { Copy } from '@/design/Marks';
import { StateIcon } from '@/design/State';
import { gradeWords } from '@/design/state';
import { RoadShort, type ShortStage } from '@/road/RoadShort';
import { holding, rungs, runs } from './catalogue';

/** How a connector was verified: its witnesses as a road, what ran, and what would raise its grade. */
export function Evidence({ row, file }: { row: MatrixRow; file: boolean }) {
  const ran = runs(row);
  const why = holding(row);
  return (
    <>
      <h3>Witnesses, strongest first</h3>
      <RoadShort stages={road(row)} label="How it was verified, strongest first" />
      <h3>What ran</h3>
      {ran.length === 0 ? <p className="soft">Nothing has run, so nothing is claimed.</p> : <Table ran={ran} />}
      {why === undefined ? null : <p className="pt-2">{why}</p>}
      {row.grade === 'V1' || !file ? null : (
        <>
          <h3>Test it yourself</h3>
          <div className="cmd">
            <code>./auterity plugin test {row.plugin}.yaml --against URL</code>
            <Copy text={`./auterity plugin test ${row.plugin}.yaml --against URL`} label="Copy command" />
          </div>
          <p className="soft small pt-1">Runs the contract of its kind against a server of yours and prints a report, which raises no grade here. Those of the files of this product come from <code>./auterity verify --witnesses</code> in its repository; a changed byte of the file makes them V0 again.</p>
        </>
      )}
    </>
  );
}

/** Dark from the best witness that ran; grey above it. */
function road(row: MatrixRow): ShortStage[] {
  const all = rungs(row);
  const best = all.findIndex(({ at }) => at > 0);
  return all.map(({ grade, at, of }, place) => ({
    name: `${grade} ${gradeWords[Number(grade.slice(1))] ?? ''}`,
    ms: null,
    standing: at > 0 ? 'decided' : best < 0 || place < best ? 'ahead' : 'idle',
    verdict: at > 0 ? `${at} of ${of} operations` : 'none stands here',
  }));
}

function Table({ ran }: { ran: ReturnType<typeof runs> }) {
  return (
    <table className="t ran">
      <caption className="sr">What ran</caption>
      <thead>
        <tr>
          <th>Against</th>
          <th className="num">Holds</th>
          <th className="num">When</th>
        </tr>
      </thead>
      <tbody>
        {ran.map(({ against, result, proven, of, date }) => (
          <tr key={against}>
            <td>
              {against}
              {result === 'stale' ? <span className="soft"> its file has changed since</span> : null}
              {result === 'failed' ? (
                <>
                  {' '}
                  <StateIcon of="failed" bare /> <span className="bad">failed</span>
                </>
              ) : null}
            </td>
            <td className="num">
              {proven}
              <span className="soft">/{of}</span>
            </td>
            <td className="num soft">{date ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
