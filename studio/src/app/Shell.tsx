import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { sessionQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import { useLine } from '@/live/useLine';
import { open, own, type Action } from './actions';
import { Keys } from './Keys';
import { Palette } from './Palette';
import { MoreRooms, PhoneBar, PhoneNav, Rail } from './Rail';
import { listen } from './shortcuts';
import { SignOut } from './SignOut';
import { switchTheme } from '@/design/theme';

/** What stands around every room. */
export function Shell() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [over, setOver] = useState<'palette' | 'keys' | 'signout' | 'rooms'>();
  const actions = useActions(
    () => setOver('keys'),
    () => setOver('signout'),
  );
  const navigate = useNavigate();
  const close = useCallback(() => setOver(undefined), []);
  const find = () => setOver('palette');
  useLine();
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  }, [actions]);
  useEffect(() => listen(() => newest.current), []);
  useEffect(() => onCtrlK(() => setOver('palette')), []);

  const go = (path: string) => void navigate({ href: path });
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Rail session={session} onFind={find} />
      <PhoneBar session={session} onFind={find} />
      <Outlet />
      <PhoneNav onMore={() => setOver('rooms')} />
      {over === 'palette' ? <Palette actions={actions} onGo={go} onClose={close} /> : null}
      {over === 'rooms' ? <MoreRooms onClose={close} /> : null}
      {over === 'keys' ? <Keys actions={actions} onClose={close} /> : null}
      {over === 'signout' ? <SignOut onClose={close} /> : null}
    </>
  );
}

function useActions(onKeys: () => void, onSignOut: () => void): Action[] {
  const navigate = useNavigate();
  const may = useMay();
  const mine = open(may);
  const names = mine.map(({ path }) => path).join();
  return useMemo(
    () => [
      ...mine.map((room): Action => ({ id: room.path, label: `Go to ${room.name.toLowerCase()}`, icon: room.icon, keys: `g ${room.key}`, run: () => void navigate({ to: room.path, search: room.search ?? {} }) })),
      ...own.map(({ path, title, icon }): Action => ({ id: title, label: title, icon, run: () => void navigate({ to: path, search: {} }) })),
      { id: 'theme', label: 'Switch between light and dark', icon: 'theme', run: switchTheme },
      { id: 'keys', label: 'List the keys', keys: '?', run: onKeys },
      { id: 'signout', label: 'Sign out', icon: 'signout', run: onSignOut },
    ],
    // The callbacks only open an overlay; they need not be the newest.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [navigate, names],
  );
}

function onCtrlK(act: () => void): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}
