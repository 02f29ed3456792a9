import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Empty, Sk } from '@/design/Place';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { channelsQuery } from './chat';
import { Messages } from './Messages';

/** The channels of a messaging service, and the messages of one of them. */
export function ChatPage() {
  const { id } = useParams({ from: '/inside/providers/$id/chat' });
  const client = useQueryClient();
  return (
    <Page title={`Chat of ${id}`}>
      <header className="top">
        <Link className="crumb" to="/providers" search={{ open: id }}>
          Providers
        </Link>
        <span className="sep">/</span>
        <h1>{id}</h1>
        <span className="grow" />
        <button type="button" className="btn" onClick={() => void client.invalidateQueries({ queryKey: ['chat', id] })}>
          Read anew
        </button>
      </header>
      <Channels provider={id} />
    </Page>
  );
}

function Channels({ provider }: { provider: string }) {
  const query = useQuery(channelsQuery(provider));
  const [search] = useAddress();
  return (
    <Asked query={query} loading={<Sk width={220} />}>
      {(channels) => {
        const shown = channels.find(({ ref }) => ref.id === search.channel) ?? channels[0];
        if (shown === undefined) {
          return (
            <Empty title="No channel yet">
            <code>messaging.channel.create</code> makes one.
          </Empty>
          );
        }
        return (
          <div className="chat">
            <nav aria-label="Channels">
              <ul>
                {channels.map(({ ref, name, topic }) => (
                  <li key={ref.id}>
                    <Link to="/providers/$id/chat" params={{ id: provider }} search={{ channel: ref.id }} title={topic} aria-current={ref.id === shown.ref.id ? 'page' : undefined}>
                      # {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <section aria-label={shown.name}>
              {shown.topic === undefined ? null : <p className="soft">{shown.topic}</p>}
              <Messages key={shown.ref.id} provider={provider} channel={shown.ref.id} />
            </section>
          </div>
        );
      }}
    </Asked>
  );
}
