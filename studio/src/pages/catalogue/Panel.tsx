import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { connectorQuery, pluginsQuery } from '@/api/plugins';
import type { CapabilityMatrix, MatrixRow, PluginView } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Tags } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { Grade } from '@/design/State';
import { gradeWords } from '@/design/state';
import { Tabs } from '@/design/Tabs';
import type { Search } from '@/table/query';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { fieldsOf, none } from '../connect/fields';
import { covered } from './catalogue';
import { Evidence } from './Evidence';
import { Facts } from './Facts';
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
  const own = (plugins.data?.items ?? []).filter((one) => one.id === row?.plugin);
  const plugin = own.find(({ state }) => state === 'started') ?? own[0];
  return (
    <Side room="of-connector" title={id} label={`Connector ${id}`} shown={id} settled={!query.isPending} onClose={onClose} step={{ what: 'connector', by: onStep }} meta={row === undefined ? undefined : <Meta row={row} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(matrix) =>
          row === undefined ? (
            <Empty title="No such connector">Nothing that has started here brings “{id}”.</Empty>
          ) : (
            <Body row={row} plugin={plugin} used={matrix.providers.filter((one) => one.connector === id).map((one) => one.id)} search={search} tab={search.tab ?? 'evidence'} onTab={(tab) => onChange({ ...search, tab }, true)} />
          )
        }
      </Asked>
    </Side>
  );
}

function Meta({ row }: { row: MatrixRow }) {
  return (
    <>
      <Grade grade={row.grade} />
      <span className="soft">{gradeWords[Number(row.grade.slice(1))]}</span>
      <span>
        <Tags marks={row.marks} />
      </span>
      <span className="soft">
        plugin {row.plugin} {row.version}
      </span>
    </>
  );
}

function Body({ row, plugin, used, search, tab, onTab }: { row: MatrixRow; plugin: PluginView | undefined; used: readonly string[]; search: Search; tab: string; onTab: (tab: string) => void }) {
  const { data: detail } = useQuery(connectorQuery(row.id));
  const settings = detail === undefined ? {} : { count: fieldsOf(detail, none).length };
  const tabs = [{ key: 'evidence', label: 'Evidence' }, { key: 'operations', label: 'Operations', count: covered(row).has }, { key: 'settings', label: 'Settings', ...settings }, ...(plugin?.installed === undefined ? [] : [{ key: 'versions', label: 'Versions' }])];
  const chosen = tabs.some(({ key }) => key === tab) ? tab : 'evidence';
  return (
    <Tabs tabs={tabs} chosen={chosen} onChoose={onTab} label="About this connector">
      <div className="body">
        {chosen === 'operations' ? <Operations row={row} /> : chosen === 'settings' ? <Settings row={row} /> : chosen === 'versions' && plugin !== undefined ? <Versions plugin={plugin} /> : <Evidence row={row} file={plugin?.file === true} />}
        {chosen === 'evidence' ? <Facts row={row} plugin={plugin} used={used} search={search} /> : null}
        <div className="links">
          <Allowed to="control:resource.write">
            <Link className="btn primary" to="/providers/connect" search={{ connector: row.id }}>
              Add a provider
            </Link>
          </Allowed>
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
