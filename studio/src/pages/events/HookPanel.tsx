import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, value } from '@/api/client';
import { hookQuery } from '@/api/webhooks';
import type { Hook, IssuedHook } from '@/api/schema';
import { Ago, Tag, Until } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { bytes, count, list } from '@/format/text';
import { AskFirst } from '../AskFirst';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { GivenSecret } from './GivenSecret';
import { eventWord, lacking, standing } from './hooks';
import { Rotate } from './Rotate';

interface Props {
  id: string;
  onClose: () => void;
  onStep: (by: number) => void;
  onIssued: (made: IssuedHook) => void;
}

/** One endpoint: its address, how its vendor signs, its secrets, what it refused. */
export function HookPanel({ id, onClose, onStep, onIssued }: Props) {
  const query = useQuery(hookQuery(id));
  const hook = query.data;
  const now = useNow();
  return (
    <Side room="of-event" title={hook?.provider ?? id} label={`Endpoint of ${hook?.provider ?? id}`} shown={id} onClose={onClose} step={{ what: 'endpoint', by: onStep }} meta={hook === undefined ? undefined : <State of={standing(hook, now)} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(shown) => (
          <div className="body">
            <Facts hook={shown} />
            <AtVendor hook={shown} />
            <Secrets hook={shown} />
            <Figures hook={shown} />
            <div className="links">
              <Rotate of={shown} what="secret" onIssued={onIssued} />
              <Rotate of={shown} what="token" onIssued={onIssued} />
              <Remove of={shown} onGone={onClose} />
            </div>
          </div>
        )}
      </Asked>
    </Side>
  );
}

function Facts({ hook }: { hook: Hook }) {
  const why = lacking(hook);
  return (
    <>
      {why === undefined ? null : <p className="pb-3">{why}</p>}
      <dl className="kv">
        <dt>address</dt>
        <dd>
          <code>{hook.path}</code>
        </dd>
        <dt>signed by</dt>
        <dd>{hook.signed === false ? <Tag>not signed</Tag> : (hook.scheme ?? 'not known now')}</dd>
        <dt>seen before</dt>
        <dd className="fold">answered, and raised once, for 7 days by delivery</dd>
        <dt>made</dt>
        <dd>
          <Ago at={hook.created} />
        </dd>
        <dt>deliveries</dt>
        <dd>
          <Link to="/events" search={{ webhook: hook.id }}>
            those that came here
          </Link>
        </dd>
      </dl>
    </>
  );
}

/** What it is at its vendor, where it was made there from here. */
function AtVendor({ hook: { atVendor } }: { hook: Hook }) {
  if (atVendor === undefined) return null;
  const { repository, events, hook, left } = atVendor;
  return (
    <>
      <h3>At the vendor</h3>
      <dl className="kv">
        <dt>repository</dt>
        <dd>
          <code>{repository}</code>
        </dd>
        <dt>tells of</dt>
        <dd className="fold">{list(events.map(eventWord))}</dd>
        <dt>made as</dt>
        <dd>{hook === '' ? <span className="soft">not known yet whether it was made</span> : <code>{hook}</code>}</dd>
        {left.length === 0 ? null : (
          <>
            <dt>to remove</dt>
            <dd className="fold">
              <code>{left.join(', ')}</code> <span className="soft">stood there before it and could not be removed yet</span>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Secrets({ hook }: { hook: Hook }) {
  const now = useNow();
  const { secretSince, formerUntil, handshakeUntil } = hook;
  const both = formerUntil !== undefined && Date.parse(formerUntil) > now;
  if (secretSince === undefined) return null;
  return (
    <>
      <h3>Secrets</h3>
      <dl className="kv">
        <dt>version {hook.secretVersion}</dt>
        <dd>
          in use since <Ago at={secretSince} />
        </dd>
        {both ? (
          <>
            <dt>version {hook.secretVersion - 1}</dt>
            <dd>
              valid, ends <Until at={formerUntil} />
            </dd>
          </>
        ) : null}
        {handshakeUntil !== undefined && Date.parse(handshakeUntil) > now ? (
          <>
            <dt>handshake</dt>
            <dd className="fold">
              the vendor may give another secret, ends <Until at={handshakeUntil} />
            </dd>
          </>
        ) : null}
      </dl>
      {handshakeUntil !== undefined && Date.parse(handshakeUntil) > now ? <GivenSecret key={`${hook.id} ${hook.secretVersion.toString()}`} hook={hook.id} /> : null}
    </>
  );
}

function Figures({ hook: { lastDay } }: { hook: Hook }) {
  return (
    <>
      <h3>Last 24 h</h3>
      <dl className="kv">
        <dt>taken</dt>
        <dd>
          {count(lastDay.taken)} <span className="soft">{bytes(lastDay.bytes)}</span>
        </dd>
        <dt>refused</dt>
        <dd>{count(lastDay.refused)}</dd>
        {lastDay.refusedAt === undefined ? null : (
          <>
            <dt>last refusal</dt>
            <dd className="fold">
              <Ago at={lastDay.refusedAt} />
              {lastDay.reason === undefined ? '' : `: ${lastDay.reason}`}
            </dd>
            <dt>came from</dt>
            <dd>{lastDay.address ?? 'not known'}</dd>
          </>
        )}
      </dl>
      {lastDay.refused === 0 ? null : <p className="soft small pt-1">What is refused is not parsed and not kept, so it cannot be replayed.</p>}
    </>
  );
}

function Remove({ of, onGone }: { of: Hook; onGone: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (force: boolean) => value(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id: of.id }, query: { force } } })),
    onSuccess: () => {
      onGone();
      return client.invalidateQueries({ queryKey: ['webhooks'] });
    },
  });
  const here = of.atVendor === undefined;
  return (
    <>
      <AskFirst needs="control:webhook.write" button="Remove" look="btn danger" title={`Remove the endpoint of ${of.provider}?`} act="Remove the endpoint" keep="Keep it" danger onAct={() => remove.mutateAsync(false)}>
        <p className="soft">Its address answers 404 at once, and what came to it goes with it. {here ? 'Take it out at the vendor as well.' : `It is removed from ${of.atVendor?.repository ?? 'the vendor'} first; where that fails it stays.`} Other endpoints stay as they are.</p>
      </AskFirst>
      {here ? null : (
        <AskFirst needs="control:webhook.write" button="Remove here alone" look="btn danger" title={`Remove the endpoint of ${of.provider} here alone?`} act="Remove it here" keep="Keep it" danger onAct={() => remove.mutateAsync(true)}>
          <p className="soft">For a vendor that cannot be asked any more: what stands in {of.atVendor?.repository} goes on calling an address that answers 404 until somebody removes it there.</p>
        </AskFirst>
      )}
    </>
  );
}
