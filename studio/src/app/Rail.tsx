import { useIsFetching, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMay } from '@/api/rights';
import type { Session } from '@/api/schema';
import { Icon, Mark } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { ThemeSwitch } from '@/design/ThemeSwitch';
import { LiveLine } from '@/live/LiveLine';
import { groups, type Room } from '@/pages/definePage';
import { isAt, open, own } from './actions';

interface Props {
  session: Session;
  onFind: () => void;
}

/** The rail on a wide page: mark, tenant, rooms in groups, search, the line, the key. */
export function Rail({ session, onFind }: Props) {
  return (
    <aside className="rail">
      <Link className="brand" to="/">
        <Mark />
        <b>Auterity</b>
      </Link>
      <Tenant session={session} />
      <nav aria-label="Rooms">
        {groups.map((group) => (
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

/** Who is here; a person goes from it to what is about them. */
function Who({ principal }: { principal: Session['principal'] }) {
  const title = `${principal.type} ${principal.name}`;
  const [first] = own;
  return principal.type === 'user' && first !== undefined ? (
    <Link className="soft" to={first.path} search={{}} title={title}>
      user <code>{principal.name}</code>
    </Link>
  ) : (
    <span className="soft" title={title}>
      key <code>{principal.name}</code>
    </span>
  );
}

function Group({ group, onGo }: { group: string; onGo?: () => void }) {
  const mine = open(useMay()).filter((room) => room.group === group);
  if (mine.length === 0) return null;
  return (
    <>
      <h2>{group}</h2>
      {mine.map((room) => (
        <Link key={room.path} to={room.path} search={room.search ?? {}} title={room.name} onClick={onGo} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          <Icon name={room.icon} />
          <span>{room.name}</span>
          {room.badge === undefined ? null : <Badge {...room.badge} />}
        </Link>
      ))}
    </>
  );
}

/** How many things wait for the reader in a room; nothing where none does. It is asked for once the page itself stands. */
function Badge({ of, label }: NonNullable<Room['badge']>) {
  const { data } = useQuery({ ...of, enabled: useStands() });
  return data === undefined ? null : (
    <b className="yours" aria-label={label}>
      {data}
    </b>
  );
}

/** Whether nothing has been asked for since a while, as it is once a page has what it shows. */
function useStands(): boolean {
  const asking = useIsFetching() > 0;
  const [stands, setStands] = useState(false);
  useEffect(() => {
    if (asking || stands) return undefined;
    const timer = setTimeout(() => setStands(true), 1500);
    return () => clearTimeout(timer);
  }, [asking, stands]);
  return stands;
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

/** On a phone: tenant, search, what is about a person, and theme on top. */
export function PhoneBar({ session, onFind }: Props) {
  return (
    <header className="phonebar">
      <Link to="/" aria-label="Auterity, first room">
        <Mark size={22} />
      </Link>
      <Tenant session={session} />
      <span className="grow" />
      <button type="button" className="ghost" aria-label="Search or act" onClick={onFind}>
        <Icon name="search" />
      </button>
      {(session.principal.type === 'user' ? own : []).map(({ path, title, icon }) => (
        <Link key={path} className="ghost" to={path} search={{}} aria-label={title}>
          <Icon name={icon} />
        </Link>
      ))}
      <ThemeSwitch />
    </header>
  );
}

/** On a phone: four rooms at the bottom, and *More*, which opens the others; while one is in one of those it bears its name. */
export function PhoneNav({ onMore }: { onMore: () => void }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const mine = open(useMay());
  const bar = [...mine.filter(({ phone }) => phone), ...mine.filter(({ phone }) => !phone)].slice(0, 4);
  const other = [...own, ...mine.filter((room) => !bar.includes(room))].find((page) => isAt(path, page));
  return (
    <nav className="phonenav" aria-label="Rooms">
      {bar.map((room) => (
        <Link key={room.path} to={room.path} search={room.search ?? {}} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          <Icon name={room.icon} />
          <span>{room.name}</span>
        </Link>
      ))}
      <button type="button" onClick={onMore} aria-haspopup="dialog" aria-current={other === undefined ? undefined : 'page'} aria-label={other === undefined ? 'More rooms' : `${other.name}, more rooms`}>
        <Icon name={other?.icon ?? 'more'} />
        <span>{other?.name ?? 'More'}</span>
      </button>
    </nav>
  );
}

/** All rooms, on a phone. */
export function MoreRooms({ onClose }: { onClose: () => void }) {
  return (
    <Overlay label="Rooms" onClose={onClose}>
      <nav className="rooms" aria-label="All rooms">
        {groups.map((group) => (
          <Group key={group} group={group} onGo={onClose} />
        ))}
      </nav>
    </Overlay>
  );
}
