import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rehearsalsQuery } from '@/api/rehearsals';
import { useMay } from '@/api/rights';
import { Ago } from '@/design/Marks';
import { Rehearse } from '../rehearsals/Rehearse';
import { endWords, faultWords } from '../rehearsals/result';

/** Rehearsed outages of a provider, the latest first, and the button for another. */
export function Rehearsed({ provider }: { provider: string }) {
  const may = useMay();
  const { data, isSuccess } = useQuery(rehearsalsQuery(provider));
  const latest = data?.items.slice(0, 3) ?? [];
  if (latest.length === 0 && !may('control:provider.rehearse')) return null;
  return (
    <>
      <h3>Outages rehearsed</h3>
      {isSuccess && latest.length === 0 ? <p className="soft">None yet. One takes the provider away from a few calls, and shows where they go.</p> : null}
      <dl className="kv">
        {latest.map((one) => (
          <div key={one.id} className="contents">
            <dt>
              <Ago at={one.began} />
            </dt>
            <dd>
              <Link to="/rehearsals/$id" params={{ id: one.id }} search={{}}>
                {faultWords(one.fault)}
              </Link>{' '}
              <span className="soft">{endWords(one)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="links">
        <Rehearse provider={provider} />
      </div>
    </>
  );
}
