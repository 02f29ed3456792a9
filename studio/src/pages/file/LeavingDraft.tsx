import { useBlocker, type ShouldBlockFn } from '@tanstack/react-router';
import { LeaveQuestion } from '../connect/Leaving';

/** A draft is in this page alone: a link, Back and a reload ask first where something was typed. */
export function LeavingDraft({ typed }: { typed: boolean }) {
  const way = useBlocker({ shouldBlockFn: leaves, enableBeforeUnload: typed, disabled: !typed, withResolver: true });
  return way.status === 'blocked' ? <LeaveQuestion onStay={way.reset} onLeave={way.proceed} /> : null;
}

// A jump within the page leaves nothing.
const leaves: ShouldBlockFn = ({ current, next }) => current.pathname !== next.pathname || current.search.plugin !== next.search.plugin;
