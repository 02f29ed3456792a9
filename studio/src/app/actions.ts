import type { Sign } from '@/design/Icon';
import { pages } from '@/pages';
import type { Own, PageData, Room } from '@/pages/definePage';

/** What a user can do from anywhere, as data: the palette, the shortcuts and their list all read this. */
export interface Action {
  id: string;
  label: string;
  icon?: Sign;
  /** `g r` is one key after the other, `?` is one key. */
  keys?: string;
  run: () => void;
}

const all: readonly PageData[] = pages;

export const rooms: readonly Room[] = all.flatMap(({ room = [] }) => room);

/** What is about who is signed in. */
export const own: readonly Own[] = all.flatMap((page) => page.own ?? []);

/** The rooms that one may use. */
export function open(may: (target: string) => boolean): Room[] {
  return rooms.filter(({ needs, oneOf }) => needs.every(may) && (oneOf === undefined || oneOf.some(may)));
}

/** Of these, those that one was granted something for: others are open to everybody. */
export const granted = (may: (target: string) => boolean): Room[] => open(may).filter(({ needs, oneOf }) => needs.length > 0 || oneOf !== undefined);

/** Whether an address is one of a room's, or of a page below it. */
export const isAt = (path: string, room: { path: string }): boolean => path === room.path || path.startsWith(`${room.path}/`);

/** A pasted id leads to its page. */
export function pageOfId(text: string): string | undefined {
  const id = text.trim();
  return all.find(({ ids }) => ids?.fit.test(id))?.ids?.at(id);
}
