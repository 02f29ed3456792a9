import type { CapabilityMatrix, MatrixCell, MatrixRow } from '@/api/schema';
import { Tags } from '@/design/Marks';
import { Grade } from '@/design/State';
import { acts, can, hover, kinds, sentence, type Kind } from './matrix';
import { Documented, Offers } from './Offers';

/** What each connector can do, by what it acts upon, and what the tenant's providers offer of it: one view of the catalogue. */
export function Capabilities({ rows, providers }: { rows: readonly MatrixRow[]; providers: CapabilityMatrix['providers'] }) {
  return (
    <div className="scroll">
      {kinds(rows).map((kind) => (
        <Table key={kind.name} kind={kind} />
      ))}
      <Legend />
      <Offers providers={providers} />
      <Documented rows={rows} />
    </div>
  );
}

function Table({ kind }: { kind: Kind }) {
  return (
    <table className="t matrix">
      <caption className="sr">Connectors of kind {kind.name}</caption>
      <thead>
        <tr>
          <th>
            <code>{kind.name}</code> connector
          </th>
          <th>Grade</th>
          {kind.resources.map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kind.rows.map((row) => (
          <Row key={row.id} row={row} resources={kind.resources} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, resources }: { row: MatrixRow; resources: readonly string[] }) {
  return (
    <tr>
      <td className="c-name" title={row.summary}>
        <span className="name">{row.id}</span>
        <Tags marks={row.marks} />
      </td>
      <td className="c-grade">
        <Grade grade={row.grade} />
      </td>
      {resources.map((name) => (
        <Acts key={name} name={name} cells={acts(row, name)} />
      ))}
    </tr>
  );
}

function Acts({ name, cells }: { name: string; cells: readonly MatrixCell[] }) {
  return (
    <td className={can(cells) ? 'c-acts' : 'c-acts nil'} data-l={name}>
      <span className="marks" role="img" aria-label={sentence(name, cells)} title={hover(name, cells)}>
        {cells.map((cell) => (
          <i key={cell.capability} className={cell.support} />
        ))}
      </span>
    </td>
  );
}

function Legend() {
  return (
    <p className="legend-row matrix-legend">
      {(
        [
          ['full', 'full'],
          ['partial', 'with limits'],
          ['emulated', 'composed of other calls'],
          ['none', 'not at all'],
        ] as const
      ).map(([support, words]) => (
        <span key={support} className="legend">
          <span className="marks" aria-hidden="true">
            <i className={support} />
          </span>{' '}
          {words}
        </span>
      ))}
    </p>
  );
}
