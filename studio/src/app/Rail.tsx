import { Link, useLocation } from '@tanstack/react-router';
import type { Session } from '@/api/schema';
import { Icon, Mark } from '@/design/Icon';
import { ThemeSwitch } from '@/design/ThemeSwitch';
import { recent } from '@/format/address';
import { LiveLine } from '@/live/LiveLine';
import { rooms } from './actions';

interface Props {
  session: Session;
  onFind: () => void;
}

/** The rail on a wide page: mark, tenant, rooms in groups, search, the line, the key. */
export function Rail({ session, onFind }: Props) {
  return (
    <aside className="rail">
      <Link className="brand" to="/runs" search={recent}>
        <Mark />
        <b>Auterity</b>
      </Link>
      <Tenant session={session} />
      <nav aria-label="Rooms">
        {(['Work', 'Road', 'House'] as const).map((group) => (
          <Group key={group} group={group} />
        ))}
      </nav>
      <div className="foot">
        <button type="button" className="find" onClick={onFind}>
          <Icon name="search" size={14} />
          <span>Search</span>
          <kbd>Ctrl K</kbd>
        </button>
        <LiveLine />
        <div className="who">
          <Who principal={session.principal} />
          <ThemeSwitch />
        </div>
      </div>
    </aside>
  );
}

/** Who is here; a person goes to their accounts from it. */
function Who({ principal }: { principal: Session['principal'] }) {
  const title = `${principal.type} ${principal.name}`;
  return principal.type === 'user' ? (
    <Link className="soft" to="/accounts" search={{}} title={title}>
      user <code>{principal.name}</code>
    </Link>
  ) : (
    <span className="soft" title={title}>
      key <code>{principal.name}</code>
    </span>
  );
}

function Group({ group }: { group: string }) {
  return (
    <>
      <h2>{group}</h2>
      {rooms
        .filter((room) => room.group === group)
        .map((room) => (
          <Link key={room.path} to={room.path} search={room.search} title={room.name} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
            <Icon name={room.icon} />
            <span>{room.name}</span>
          </Link>
        ))}
    </>
  );
}

export function Tenant({ session }: { session: Session }) {
  return (
    <div className="tenant" title="Tenant and environment">
      <span>
        <b>{session.tenant.name}</b> <small>{session.environment}</small>
      </span>
    </div>
  );
}

/** On a phone: tenant, search, the accounts of a person, and theme on top. */
export function PhoneBar({ session, onFind }: Props) {
  return (
    <header className="phonebar">
      <Link to="/runs" search={recent} aria-label="Auterity, runs">
        <Mark size={22} />
      </Link>
      <Tenant session={session} />
      <span className="grow" />
      <button type="button" className="ghost" aria-label="Search or act" onClick={onFind}>
        <Icon name="search" />
      </button>
      {session.principal.type === 'user' ? (
        <Link className="ghost" to="/accounts" search={{}} aria-label="Your accounts">
          <Icon name="person" />
        </Link>
      ) : null}
      <ThemeSwitch />
    </header>
  );
}

/** On a phone: the four rooms at the bottom; a fifth place shows the room one stands in. */
export function PhoneNav() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav className="phonenav" aria-label="Rooms">
      {rooms
        .filter((room) => room.phone || path.startsWith(room.path))
        .map((room) => (
          <Link key={room.path} to={room.path} search={room.search} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
            <Icon name={room.icon} />
            <span>{room.name}</span>
          </Link>
        ))}
      {path === '/accounts' ? (
        <Link to="/accounts" search={{}} aria-current="page">
          <Icon name="person" />
          <span>Accounts</span>
        </Link>
      ) : null}
    </nav>
  );
}
