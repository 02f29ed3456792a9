import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { deliveriesQuery, hooksQuery } from '@/api/webhooks';
import type { Delivery, Hook, IssuedHook } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Empty } from '@/design/Place';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { DeliveryPanel } from './DeliveryPanel';
import { Endpoints } from './Endpoints';
import { HookPanel } from './HookPanel';
import { tally, unsignedOf } from './hooks';
import { Issued } from './Issued';
import { eventKeys } from './keys';
import { Listen } from './Listen';
import { NewHook } from './NewHook';
import { Row } from './Row';
import { Refusals } from './Refusals';
import { Volume } from './Volume';

const columns: readonly Column[] = [
  { name: 'State', about: 80 },
  { name: 'From', about: 72 },
  { name: 'Type', about: 140 },
  { name: 'About', about: 96 },
  { name: 'Delivery', about: 72 },
  { name: 'Raised, or why not', about: 120 },
  { name: 'Answer', about: 32, num: true },
  { name: 'Received', about: 56, num: true },
];

/** What vendors sent: each delivery with its checks, and the endpoints that they call. */
export function Events() {
  const [search, change] = useAddress();
  const query = useQuery(deliveriesQuery({ ...asked(search, eventKeys, ['open', 'form']), limit: '13' }));
  const hooks = useQuery(hooksQuery);
  // A secret is shown once: it is in the memory of this page alone, never in the address.
  const [issued, setIssued] = useState<IssuedHook>();
  const items = hooks.data?.items ?? [];
  const close = useCallback(() => {
    setIssued(undefined);
    change(without(search, 'open', 'form'));
  }, [change, search]);
  const show = (made: IssuedHook) => {
    setIssued(made);
    change({ ...without(search, 'form'), open: made.id });
  };
  const set = (next: Search) => change(without(next, 'cursor'));
  const aside = panel({ search, issued, rows: query.data?.items ?? [], hooks: items, close, show, change });
  return (
    <Page title="Events" fixed>
      <Top name="Events" tally={tally(items)}>
        <span className="actions">
          {items.length === 0 ? null : <ListenButton search={search} onChange={change} />}
          <Allowed to="control:webhook.write">
            <button type="button" className="btn primary" onClick={() => change({ ...without(search, 'open'), form: 'new' })}>
              <Icon name="add" size={14} />
              Add an endpoint
            </button>
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/events" search={without(search, 'cursor')} keys={eventKeys} onChange={set} />
      <Volume search={without(search, 'cursor')} onChange={set} />
      <Refusals hooks={items} search={search} />
      <div className={aside === null ? 'split' : 'split with-panel'}>
        <div className="list events-list">
          <AskedList query={query} search={without(search, 'open', 'form')} holds loading={<TableSkeleton name="events" columns={columns} />} empty={<Nothing search={search} onChange={set} />} summary={(shown) => `${shown}, newest first, kept 7 days`}>
            {(rows) => <Table rows={rows} unsigned={unsignedOf(items)} search={search} />}
          </AskedList>
          <Endpoints query={hooks} search={search} />
        </div>
        {aside}
      </div>
    </Page>
  );
}

/** `L` listens too; with an endpoint in the panel on that one. */
function ListenButton({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const listen = useCallback(() => {
    const { open } = search;
    onChange({ ...without(search, 'open'), ...(open?.startsWith('hook_') === true ? { webhook: open } : {}), form: 'listen' });
  }, [search, onChange]);
  useEffect(() => onKey('l', listen), [listen]);
  return (
    <button type="button" className="btn" onClick={listen}>
      <Icon name="play" size={14} />
      Listen for one <kbd>L</kbd>
    </button>
  );
}

interface Beside {
  search: Search;
  issued: IssuedHook | undefined;
  rows: readonly Delivery[];
  hooks: readonly Hook[];
  close: () => void;
  show: (made: IssuedHook) => void;
  change: (search: Search, replace?: boolean) => void;
}

/** What stands beside the list, as the address says. */
function panel({ search, issued, rows, hooks, close, show, change }: Beside) {
  const { open, form } = search;
  if (form === 'new') return <NewHook onClose={close} onMade={show} />;
  if (form === 'listen') return <Listen hooks={hooks} search={search} onClose={close} onHeard={(id) => change({ ...without(search, 'form'), open: id }, true)} />;
  if (open === undefined) return null;
  if (issued?.id === open) return <Issued issued={issued} onClose={close} />;
  const all: readonly { id: string }[] = open.startsWith('hook_') ? hooks : rows;
  const step = (by: number) => {
    const next = all[all.findIndex(({ id }) => id === open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  return open.startsWith('hook_') ? <HookPanel id={open} onClose={close} onStep={step} onIssued={show} /> : <DeliveryPanel id={open} hooks={hooks} onClose={close} onStep={step} />;
}

function Table({ rows, unsigned, search }: { rows: readonly Delivery[]; unsigned: ReadonlySet<string>; search: Search }) {
  return (
    <table className="t events">
      <caption className="sr">Deliveries, newest first</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} signed={!unsigned.has(delivery.webhook)} search={search} />
        ))}
      </tbody>
    </table>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="delivery" filters={['state', 'provider', 'type', 'webhook', 'since', 'until']} search={search} onChange={onChange}>
      <Empty title="No vendor has sent anything yet" command="./auterity webhook create PROVIDER">
        An endpoint is an address of ours that one vendor may call. What it sends is checked, kept for 7 days, and can start a workflow.
      </Empty>
    </EmptyList>
  );
}
