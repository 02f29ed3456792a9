import { useQuery } from '@tanstack/react-query';
import { matrixQuery } from '@/api/queries';
import type { CapabilityMatrix, MatrixCell, MatrixRow } from '@/api/schema';
import { Tags } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { Grade } from '@/design/State';
import { TableSkeleton, type Column } from '@/table/Columns';
import { asked, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { acts, can, hover, kinds, matrixKeys, sentence, type Kind } from './matrix';
import { Documented, Offers } from './Offers';

/** Before it is known what connectors act upon. */
const columns: readonly Column[] = [
  { name: 'Connector', about: 98 },
  { name: 'Grade', about: 40 },
  { name: 'Can', about: 160 },
];

/** What each connector can do, how that was verified, and what the tenant's providers offer of it. */
export function Capabilities() {
  const [search, change] = useAddress();
  const query = useQuery(matrixQuery(asked(search, matrixKeys, [])));
  return (
    <Page title="Capabilities">
      <Top name="Capabilities" />
      <QueryBar path="/capabilities" search={search} keys={matrixKeys} onChange={change} />
      <Asked query={query} loading={<TableSkeleton name="matrix" columns={columns} />}>
        {(matrix) => (matrix.connectors.length === 0 ? <Nothing search={search} onChange={change} /> : <Matrix matrix={matrix} />)}
      </Asked>
    </Page>
  );
}

function Matrix({ matrix }: { matrix: CapabilityMatrix }) {
  return (
    <div className="scroll">
      {kinds(matrix.connectors).map((kind) => (
        <Table key={kind.name} kind={kind} />
      ))}
      <Legend />
      <Offers providers={matrix.providers} />
      <Documented rows={matrix.connectors} />
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

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="connector" filters={['kind']} search={search} onChange={onChange}>
      <Empty title="No connectors" command="./auterity plugin list">
        Plugins bring connectors. None is started: the list says why.
      </Empty>
    </EmptyList>
  );
}
