import { Link } from '@tanstack/react-router';
import type { Provider, Resource } from '@/api/schema';
import { Ago, Bar } from '@/design/Marks';
import { Prose } from '@/design/Prose';
import { StateIcon } from '@/design/State';
import { yaml } from '@/format/yaml';
import { shareWords, thick, type Traffic } from './traffic';
import { useDraft } from './useDraft';
import { answerWords, elseWords, requireWords, whenWords, type Offer, type RouteSpec } from './words';

interface Props {
  route: Resource;
  first: boolean;
  open: boolean;
  /** As they are now; absent until they are known. */
  providers: readonly Provider[] | undefined;
  /** Absent until it is known, and where nobody called. */
  traffic: Traffic | undefined;
}

/** A route as a station of the road: when it is taken, what it requires, who answers. The whole row opens it. */
export function Row({ route, first, open, providers, traffic }: Props) {
  const spec = route.spec as RouteSpec;
  const { draft } = useDraft(route.id);
  const when = whenWords(spec.when);
  const requires = requireWords(spec.require);
  return (
    <tr {...(open ? { 'aria-selected': true } : {})}>
      <td className="c-tk">
        <Line className={`${first ? 'first' : ''} ${open ? 'here' : ''}`} traffic={traffic} />
        <span className="pr">{spec.priority ?? 0}</span>
      </td>
      <td className="c-n nowrap">
        <Link data-row className="name stretched" to="/routes" search={{ open: route.id }} resetScroll={false}>
          {route.id}
        </Link>
        <span className="con">v{route.version}</span>
        {spec.rollout === undefined ? null : <span className="con sh">going over</span>}
        {draft === undefined || draft.text === yaml(route) ? null : <span className="con sh">draft</span>}
      </td>
      <td className={when.length === 0 ? 'c-wh soft' : 'c-wh'}>
        <span className="w">when </span>
        {when.length === 0 ? 'always' : <Prose text={when.join(' and ')} />}
      </td>
      <td className={requires.length === 0 ? 'c-rq soft nil' : 'c-rq'}>
        <span className="w">needs </span>
        {requires.length === 0 ? 'none' : <Prose text={requires.join(', ')} />}
      </td>
      <td className="c-us">
        <Prose text={answerWords(spec)} />
        <Away offers={spec.use ?? []} providers={providers} />
      </td>
      <td className="c-fb">
        <span className="w">else </span>
        {elseWords(spec.fallback)}
      </td>
      <Leaves traffic={traffic} />
      <td className="c-la num soft">
        <Ago at={route.appliedAt} />
      </td>
    </tr>
  );
}

/** The road at a route, as thick as what comes and what goes on. */
export function Line({ className, traffic }: { className: string; traffic: Traffic | undefined }) {
  const width = (part: number | undefined) => (part === undefined ? {} : { style: { width: thick(part) } });
  const leaves = traffic === undefined ? {} : { style: { height: Math.max(1, 6 * traffic.share) } };
  return (
    <span className={`tk ${className}`} aria-hidden="true">
      <i className="up" {...width(traffic?.comes)} />
      {className === 'end' ? null : (
        <>
          <i className="lo" {...width(traffic?.goesOn)} />
          <u {...leaves} />
        </>
      )}
      <s />
    </span>
  );
}

/** Which part of all calls leaves the road there. */
export function Leaves({ traffic }: { traffic: Traffic | undefined }) {
  if (traffic === undefined) return <td className="num soft c-sh nil">–</td>;
  const words = shareWords(traffic.share);
  return (
    <td className={traffic.share === 0 ? 'num c-sh zero' : 'num c-sh'}>
      {words}
      <Bar width={24} label={`${words} of all calls`} parts={[{ kind: 'done', percent: traffic.share * 100 }]} />
    </td>
  );
}

/** How many of those who answer cannot do so now. */
function Away({ offers, providers }: { offers: readonly Offer[]; providers: readonly Provider[] | undefined }) {
  if (providers === undefined) return null;
  const away = offers.filter((offer) => typeof offer === 'string' && !answers(providers.find(({ id }) => id === offer.split('/')[0])));
  if (away.length === 0) return null;
  return (
    <span className="con nowrap">
      <StateIcon of="degraded" bare /> {away.length} of {offers.length} away
    </span>
  );
}

function answers(provider: Provider | undefined): boolean {
  return provider !== undefined && (provider.state === 'connected' || provider.state === 'degraded') && provider.breaker.state !== 'open';
}
