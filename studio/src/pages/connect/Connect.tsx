import { useQuery } from '@tanstack/react-query';
import { connectorQuery } from '@/api/plugins';
import { providersQuery, resourcesQuery } from '@/api/queries';
import { secretsQuery } from '@/api/secrets';
import { Sk } from '@/design/Place';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Choose } from './Choose';
import { ahead, Head } from './Head';
import { Journey } from './Journey';
import { Stations } from './Stations';

/** Adds a provider: choose, credential, test, routes, done. Nothing is stored before the last. */
export function Connect() {
  const [search] = useAddress();
  return (
    <Page title="Add a provider" fixed>
      {search.connector === undefined ? <Choosing /> : <Begun key={search.connector} connector={search.connector} />}
    </Page>
  );
}

function Choosing() {
  return (
    <>
      <Head said="" />
      <div className="split">
        <div className="list">
          <Stations here="choose" sums={ahead}>
            <Choose />
          </Stations>
        </div>
      </div>
    </>
  );
}

function Begun({ connector }: { connector: string }) {
  const detail = useQuery(connectorQuery(connector));
  const providers = useQuery(providersQuery({}));
  // Who may not read these makes a provider all the same.
  const vault = useQuery(secretsQuery);
  const routes = useQuery(resourcesQuery('route'));
  const settled = !providers.isPending && !vault.isPending && !routes.isPending;
  return (
    <Asked query={detail} loading={<Loading />}>
      {(known) => (settled ? <Journey detail={known} taken={(providers.data?.items ?? []).map(({ id }) => id)} vault={vault.data?.items ?? []} routes={routes.data?.items ?? []} /> : <Loading />)}
    </Asked>
  );
}

function Loading() {
  return (
    <>
      <Head said="" />
      <div className="split">
        <div className="list">
          <Stations here="credential" sums={ahead}>
            <div role="status" aria-busy="true" aria-label="Loading the form">
              {[64, 48, 72, 56].map((width) => (
                <p key={width} className="py-2">
                  <Sk width={width} /> <Sk width={320} />
                </p>
              ))}
            </div>
          </Stations>
        </div>
      </div>
    </>
  );
}
