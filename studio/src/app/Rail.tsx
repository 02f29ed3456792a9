import { useIsFetching, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { askedQuery } from '@/api/approvals';
import { useMay } from '@/api/rights';
import type { Session } from '@/api/schema';
import { Icon, Mark } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { ThemeSwitch } from '@/design/ThemeSwitch';
import { LiveLine } from '@/live/LiveLine';
import { open } from './actions';

const groups = ['Work', 'Road', 'House'] as const;

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

function Group({ group, onGo }: { group: string; onGo?: () => void }) {
  const mine = open(useMay()).filter((room) => room.group === group);
  if (mine.length === 0) return null;
  return (
    <>
      <h2>{group}</h2>
      {mine.map((room) => (
        <Link key={room.path} to={room.path} search={room.search} title={room.name} onClick={onGo} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          <Icon name={room.icon} />
          <span>{room.name}</span>
          {room.path === '/approvals' ? <Yours /> : null}
        </Link>
      ))}
    </>
  );
}

/** How many approvals are the reader's to decide; nothing where none is. It is asked for once the page itself stands. */
function Yours() {
  const stands = useStands();
  const { data } = useQuery({ ...askedQuery({ state: 'open', mine: 'true', limit: '100' }), enabled: stands });
  const yours = data?.items.filter(({ barred }) => barred === undefined).length ?? 0;
  if (data === undefined || yours === 0) return null;
  return (
    <b className="yours" aria-label="yours to decide">
      {data.truncated ? `${yours}+` : yours}
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

/** On a phone: tenant, search, the accounts of a person, and theme on top. */
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
      {session.principal.type === 'user' ? (
        <Link className="ghost" to="/accounts" search={{}} aria-label="Your accounts">
          <Icon name="person" />
        </Link>
      ) : null}
      <ThemeSwitch />
    </header>
  );
}

/** On a phone: four rooms at the bottom, and *More*, which opens the others; while one is in one of those it bears its name. */
export function PhoneNav({ onMore }: { onMore: () => void }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const mine = open(useMay());
  const bar = [...mine.filter(({ phone }) => phone), ...mine.filter(({ phone }) => !phone)].slice(0, 4);
  const here = mine.find((room) => path.startsWith(room.path));
  const other = path === '/accounts' ? { icon: 'person' as const, name: 'Accounts' } : here !== undefined && !bar.includes(here) ? here : undefined;
  return (
    <nav className="phonenav" aria-label="Rooms">
      {bar.map((room) => (
        <Link key={room.path} to={room.path} search={room.search} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
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
