import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { matrixQuery } from '@/api/queries';
import type { MatrixRow } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Empty } from '@/design/Place';
import { TableSkeleton } from '@/table/Columns';
import { tokens, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { pick, picked } from './catalogue';
import { CompareTable } from './CompareTable';
import { asTable, blocks, differing } from './compare';
import { compareKeys } from './keys';
import { Legend } from './Support';

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
          {() => (rows.length === 0 ? <NothingPicked /> : <CompareTable rows={rows} only={only} onDrop={drop} />)}
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
