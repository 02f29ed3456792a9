import type { MatrixRow } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Tags } from '@/design/Marks';
import { Grade } from '@/design/State';
import { covered, ran } from './catalogue';
import { absent, alikeWords, blocks, features, featureWords, type Block } from './compare';
import { facts } from './facts';
import { Mark } from './Support';

interface Props {
  rows: readonly MatrixRow[];
  /** Leaves out what is alike in all of them. */
  only: boolean;
  onDrop: (id: string) => void;
}

/** Facts, features and operations of connectors, a column each. */
export function CompareTable({ rows, only, onDrop }: Props) {
  return (
    <table className="t cmp">
      <caption className="sr">Connectors beside each other</caption>
      <thead>
        <tr>
          <th>
            <span className="sr">Operation</span>
          </th>
          {rows.map((row) => (
            <th key={row.id} scope="col">
              <b>{row.id}</b>
              <Tags marks={row.marks} /> {covered(row).has} of {covered(row).of}
              <button type="button" className="ghost" aria-label={`Take ${row.id} out`} onClick={() => onDrop(row.id)}>
                <Icon name="close" />
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <Facts rows={rows} />
      <Features rows={rows} only={only} />
      {blocks(rows).map((block) => (
        <Part key={block.resource} block={block} rows={rows} only={only} />
      ))}
    </table>
  );
}

function Facts({ rows }: { rows: readonly MatrixRow[] }) {
  return (
    <tbody>
      {facts(rows).map(({ name, values }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {rows.map((row, at) => (
            <td key={row.id} data-of={row.id}>{name === 'Evidence' ? <Proof row={row} /> : name === 'Sign in' ? <code>{values[at]}</code> : values[at]}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Proof({ row }: { row: MatrixRow }) {
  return (
    <>
      <Grade grade={row.grade} /> {ran(row)}
    </>
  );
}

/** By what people compare vendors, as far as operations show it. */
function Features({ rows, only }: { rows: readonly MatrixRow[]; only: boolean }) {
  const all = features(rows);
  if (all.length === 0) return null;
  const lines = only ? all.filter(({ alike }) => !alike) : all;
  return (
    <tbody>
      <tr className="kind">
        <th colSpan={rows.length + 1} scope="rowgroup">
          <span className="named">features</span> &nbsp;{all.filter(({ alike }) => alike).length} of {all.length} alike; by what the vendor’s connectors here can do. No manifest tells prices, editors, dashboards or what is written in a vendor’s own files
        </th>
      </tr>
      {lines.map(({ feature, operations, cells }) => (
        <tr key={feature}>
          <th scope="row" className="act" title={operations.join('\n')}>
            {feature}
          </th>
          {cells.map((cell, at) => (
            <td key={rows[at]?.id} data-of={rows[at]?.id}>
              {cell === undefined ? null : <Mark support={cell.support} />} <span className={cell?.support === 'partial' || cell?.support === 'none' ? undefined : 'soft'}>{featureWords(cell)}</span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Part({ block, rows, only }: { block: Block; rows: readonly MatrixRow[]; only: boolean }) {
  const lines = only ? block.lines.filter(({ alike }) => !alike) : block.lines;
  return (
    <tbody>
      <tr className="kind">
        <th colSpan={rows.length + 1} scope="rowgroup">
          <code>{block.resource}</code> &nbsp;{alikeWords(block)}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.act}>
          <th scope="row" className="act">
            <code>{line.act}</code>
          </th>
          {line.cells.map((cell, at) => (
            <td key={rows[at]?.id} data-of={rows[at]?.id}>
              {cell === undefined ? (
                <span className="soft">{absent(block)}</span>
              ) : (
                <>
                  <Mark support={cell.support} /> <span className={cell.support === 'full' ? 'soft' : undefined}>{cell.support}</span>
                  {cell.note === undefined ? null : <span className="soft small"> {cell.note}</span>}
                </>
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
