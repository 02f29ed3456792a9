import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { pluginsQuery } from '@/api/plugins';
import type { CapabilityMatrix, MatrixRow, PluginView } from '@/api/schema';
import { Tags } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { Grade } from '@/design/State';
import { gradeWords } from '@/design/state';
import { Tabs } from '@/design/Tabs';
import { plural } from '@/format/text';
import type { Search } from '@/table/query';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { covered } from './catalogue';
import { Evidence } from './Evidence';
import { Operations } from './Operations';
import { Settings } from './Settings';
import { Versions } from './Versions';

interface Props {
  id: string;
  row: MatrixRow | undefined;
  query: UseQueryResult<CapabilityMatrix>;
  search: Search;
  onChange: (search: Search, replace?: boolean) => void;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One connector: how it was verified, each operation, its versions. */
export function Panel({ id, row, query, search, onChange, onClose, onStep }: Props) {
  const plugins = useQuery(pluginsQuery);
  const plugin = plugins.data?.items.find((one) => one.id === row?.plugin);
  return (
    <Side room="of-connector" title={id} label={`Connector ${id}`} shown={id} settled={!query.isPending} onClose={onClose} step={{ what: 'connector', by: onStep }} meta={row === undefined ? undefined : <Meta row={row} plugin={plugin} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(matrix) =>
          row === undefined ? (
            <Empty title="No such connector">Nothing that has started here brings “{id}”.</Empty>
          ) : (
            <Body row={row} plugin={plugin} used={matrix.providers.filter((one) => one.connector === id).map((one) => one.id)} tab={search.tab ?? 'evidence'} onTab={(tab) => onChange({ ...search, tab }, true)} />
          )
        }
      </Asked>
    </Side>
  );
}

function Meta({ row, plugin }: { row: MatrixRow; plugin: PluginView | undefined }) {
  return (
    <>
      <Grade grade={row.grade} />
      <span className="soft">{gradeWords[Number(row.grade.slice(1))]}</span>
      <span>
        <Tags marks={row.marks} />
      </span>
      <span className="soft">
        plugin {row.plugin}
        {plugin === undefined ? '' : ` ${plugin.version}`}
      </span>
    </>
  );
}

function Body({ row, plugin, used, tab, onTab }: { row: MatrixRow; plugin: PluginView | undefined; used: readonly string[]; tab: string; onTab: (tab: string) => void }) {
  const tabs = [{ key: 'evidence', label: 'Evidence' }, { key: 'operations', label: 'Operations', count: covered(row).has }, { key: 'settings', label: 'Settings' }, ...(plugin?.installed === undefined ? [] : [{ key: 'versions', label: 'Versions' }])];
  const chosen = tabs.some(({ key }) => key === tab) ? tab : 'evidence';
  return (
    <Tabs tabs={tabs} chosen={chosen} onChoose={onTab} label="About this connector">
      <div className="body">
        {chosen === 'operations' ? <Operations row={row} /> : chosen === 'settings' ? <Settings row={row} /> : chosen === 'versions' && plugin !== undefined ? <Versions plugin={plugin} /> : <Evidence row={row} file={plugin?.file === true} />}
        {chosen === 'evidence' ? <Facts row={row} plugin={plugin} used={used} /> : null}
        <div className="links">
          <Link className="btn primary" to="/providers/connect" search={{ connector: row.id }}>
            Add a provider
          </Link>
          {plugin?.file === true && plugin.installed !== undefined ? (
            <Link className="btn" to="/providers/connect/file" search={{ plugin: plugin.id }}>
              Open as a file
            </Link>
          ) : null}
        </div>
      </div>
    </Tabs>
  );
}

function Facts({ row, plugin, used }: { row: MatrixRow; plugin: PluginView | undefined; used: readonly string[] }) {
  return (
    <>
      <h3>Facts</h3>
      <dl className="kv">
        <dt>does</dt>
        <dd className="fold">{row.summary}</dd>
        {row.vendor === undefined ? null : (
          <>
            <dt>vendor</dt>
            <dd>{row.vendor}</dd>
          </>
        )}
        <dt>auth</dt>
        <dd className="fold">
          <code>{row.auth.length === 0 ? 'none' : row.auth.join(' ')}</code>
        </dd>
        <dt>brought by</dt>
        <dd className="fold">
          <code>{row.plugin}</code>
          {plugin === undefined ? '' : ` ${plugin.version}, ${plugin.state}`}
          {plugin?.installed === undefined ? '' : `, installed version ${plugin.installed}`}
        </dd>
        {plugin?.problem === undefined ? null : (
          <>
            <dt>problem</dt>
            <dd className="fold">{plugin.problem}</dd>
          </>
        )}
        <dt>used by</dt>
        <dd className="fold">
          {used.length === 0 ? <span className="soft">no provider of yours</span> : null}
          {used.map((id, at) => (
            <span key={id}>
              {at === 0 ? '' : ', '}
              <Link to="/providers" search={{ open: id }}>
                {id}
              </Link>
            </span>
          ))}
        </dd>
        <dt>repeats</dt>
        <dd className="fold">{plural(row.operations.filter(({ idempotencyKey }) => idempotencyKey).length, 'operation')} give the first result for a repeated key</dd>
      </dl>
    </>
  );
}
