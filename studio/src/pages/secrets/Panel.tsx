import { useQuery } from '@tanstack/react-query';
import { secretQuery } from '@/api/secrets';
import type { Secret } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { State } from '@/design/State';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { DeleteSecret } from './DeleteSecret';
import { ChangeHosts } from './Hosts';
import { ReplaceSecret } from './ReplaceSecret';
import { Users } from './Users';
import { Versions } from './Versions';
import { use, type User } from './uses';

interface Props {
  name: string;
  users: readonly User[];
  /** Whether all that may name it was read. */
  whole: boolean;
  /** Whether the reader may read all of that. */
  may: boolean;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One secret: who uses it, where it may be sent, its versions, and what replaces or deletes it. */
export function SecretPanel({ name, onClose, onStep, ...props }: Props) {
  const query = useQuery(secretQuery(name));
  const { data } = query;
  return (
    <Side
      room="vaulted"
      mono
      title={name}
      label={`Secret ${name}`}
      shown={name}
      onClose={onClose}
      step={{ what: 'secret', by: onStep }}
      meta={
        data === undefined ? undefined : (
          <span className="soft">
            version {data.version}, stored <Ago at={data.stored} />
          </span>
        )
      }
    >
      <Asked query={query} loading={<SideSkeleton />}>
        {(secret) => <Body of={secret} {...props} onClose={onClose} />}
      </Asked>
    </Side>
  );
}

function Body({ of, users, whole, may, onClose }: Omit<Props, 'name' | 'onStep'> & { of: Secret }) {
  return (
    <div className="body">
      <div className="acts">
        <ReplaceSecret name={of.name} users={users} />
        <ChangeHosts of={of} />
        <DeleteSecret name={of.name} users={users} onDone={onClose} />
      </div>
      <h3>May be sent to</h3>
      {of.hosts.length === 0 ? (
        <p>
          <State of="no host" /> <span className="soft">It may be sent anywhere: bind it to where it belongs.</span>
        </p>
      ) : (
        <ul>
          {of.hosts.map((host) => (
            <li key={host} className="fold">
              <code>{host}</code>
            </li>
          ))}
        </ul>
      )}
      <h3>Used by</h3>
      {users.length > 0 ? <Users of={users} /> : null}
      <Unseen use={use(users, whole)} may={may} />
      <Versions name={of.name} />
    </div>
  );
}

/** What is not known of who uses it. */
function Unseen({ use: stands, may }: { use: ReturnType<typeof use>; may: boolean }) {
  if (!may) return <p className="soft small">Not all that may name it is shown: you may not read all resources and triggers.</p>;
  if (stands === undefined) return <p className="soft">…</p>;
  if (stands === 'in use') return null;
  return (
    <p>
      <State of="not used" /> <span className="soft">No resource and no trigger names it. A call may, in what it is given.</span>
    </p>
  );
}
