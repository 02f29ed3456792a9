import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { matrixQuery } from '@/api/queries';
import type { MatrixRow } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Tags } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { Grade } from '@/design/State';
import { TableSkeleton } from '@/table/Columns';
import { tokens, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { covered, pick, picked, ran } from './catalogue';
import { alikeWords, asTable, blocks, differing, type Block } from './compare';
import { compareKeys } from './keys';
import { Legend, Mark } from './Support';

/** Connectors beside each other, operation by operation. `D` turns between all and what differs. */
export function Compare() {
  const [search, change] = useAddress();
  const query = useQuery(matrixQuery({}));
  const navigate = useNavigate();
  const ids = picked(search.ids);
  const rows = ids.flatMap((id) => query.data?.connectors.find((row) => row.id === id) ?? []);
  const only = search.only === 'differences';
  const drop = (id: string) => change({ ...search, ids: pick(search.ids, id) });
  const turn = useCallback(() => change(only ? without(search, 'only') : { ...search, only: 'differences' }, true), [change, only, search]);
  const all = search.ids ?? '';
  useEffect(() => {
    const undo = [onKey('d', turn), onKey('Escape', () => void navigate({ to: '/providers/catalogue', search: { ids: all } }))];
    return () => undo.forEach((stop) => stop());
  }, [turn, navigate, all]);
  const set = (next: Search) => change(next);
  return (
    <Page title="Compare" fixed>
      <header className="top">
        <Link className="crumb" to="/providers/catalogue" search={{ ids: all }}>
          Catalogue
        </Link>
        <span className="sep">/</span>
        <h1>Compare{rows.length === 0 ? '' : ` ${rows.length}`}</h1>
        <span className="grow" />
        {rows.length === 0 ? null : <CopyTable rows={rows} />}
      </header>
      <QueryBar path="/providers/catalogue/compare" search={search} keys={compareKeys} onChange={set} />
      <div className="list compare">
        <Asked query={query} loading={<TableSkeleton name="cmp" columns={[{ name: '' }, { name: '' }, { name: '' }]} />}>
          {() => (rows.length === 0 ? <NothingPicked /> : <Table rows={rows} only={only} onDrop={drop} />)}
        </Asked>
      </div>
      <Foot rows={rows} only={only} known={tokens(search, compareKeys).length > 0} onTurn={turn} />
    </Page>
  );
}

function CopyTable({ rows }: { rows: readonly MatrixRow[] }) {
  const [done, setDone] = useState(false);
  return (
    <button type="button" className="btn" onClick={() => void copyText(asTable(rows)).then(setDone)} onBlur={() => setDone(false)}>
      <Icon name={done ? 'check' : 'copy'} size={14} />
      {done ? 'Copied' : 'Copy as a table'}
    </button>
  );
}

function NothingPicked() {
  return (
    <Empty
      title="Nothing is picked"
      acts={
        <Link className="btn" to="/providers/catalogue" search={{}}>
          Pick connectors
        </Link>
      }
    >
      Pick two or more connectors of a kind in the catalogue; what differs stands here.
    </Empty>
  );
}

function Table({ rows, only, onDrop }: { rows: readonly MatrixRow[]; only: boolean; onDrop: (id: string) => void }) {
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
      <tbody>
        <Fact name="Does" rows={rows} value={(row) => row.summary} />
        <Fact
          name="Evidence"
          rows={rows}
          value={(row) => (
            <>
              <Grade grade={row.grade} /> {ran(row)}
            </>
          )}
        />
        <Fact name="Takes our key" rows={rows} value={(row) => `${row.operations.filter(({ idempotencyKey }) => idempotencyKey).length} of ${covered(row).has}`} />
      </tbody>
      {blocks(rows).map((block) => (
        <Part key={block.resource} block={block} rows={rows} only={only} />
      ))}
    </table>
  );
}

function Fact({ name, rows, value }: { name: string; rows: readonly MatrixRow[]; value: (row: MatrixRow) => React.ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {rows.map((row) => (
        <td key={row.id}>{value(row)}</td>
      ))}
    </tr>
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
            <td key={rows[at]?.id}>
              {cell === undefined ? (
                <span className="soft">not of its kind</span>
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

function Foot({ rows, only, known, onTurn }: { rows: readonly MatrixRow[]; only: boolean; known: boolean; onTurn: () => void }) {
  const { differ, of } = differing(blocks(rows));
  return (
    <footer className="pager picks">
      {known && rows.length > 0 ? (
        <>
          <span>
            {differ} of {of} operations differ{only ? `; ${of - differ} are alike and folded` : ''}
          </span>
          <button type="button" className="btn" aria-pressed={only} onClick={onTurn}>
            {only ? 'Show all' : 'Only differences'} <kbd>D</kbd>
          </button>
        </>
      ) : null}
      <span className="grow" />
      <Legend />
    </footer>
  );
}
