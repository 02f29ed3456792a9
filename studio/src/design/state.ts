import type { IconName } from './Icon';

/** The six tones that a state can have. Runs and steps carry their own names; a provider borrows one. */
export type Tone = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

const looks: Record<string, { tone: Tone; icon: IconName }> = {
  queued: { tone: 'queued', icon: 'queued' },
  running: { tone: 'running', icon: 'running' },
  waiting: { tone: 'waiting', icon: 'waiting' },
  succeeded: { tone: 'succeeded', icon: 'succeeded' },
  failed: { tone: 'failed', icon: 'failed' },
  cancelled: { tone: 'cancelled', icon: 'cancelled' },
  skipped: { tone: 'cancelled', icon: 'cancelled' },
  pending: { tone: 'queued', icon: 'queued' },
  connected: { tone: 'succeeded', icon: 'connected' },
  degraded: { tone: 'waiting', icon: 'degraded' },
  error: { tone: 'failed', icon: 'failed' },
  disabled: { tone: 'cancelled', icon: 'cancelled' },
  refused: { tone: 'failed', icon: 'failed' },
  started: { tone: 'succeeded', icon: 'succeeded' },
  live: { tone: 'succeeded', icon: 'connected' },
  rotating: { tone: 'running', icon: 'running' },
  expiring: { tone: 'waiting', icon: 'degraded' },
  'not used': { tone: 'queued', icon: 'queued' },
  verified: { tone: 'succeeded', icon: 'succeeded' },
  unrecognised: { tone: 'queued', icon: 'queued' },
  listening: { tone: 'succeeded', icon: 'connected' },
  'slowed down': { tone: 'waiting', icon: 'degraded' },
  stopped: { tone: 'failed', icon: 'failed' },
  paused: { tone: 'cancelled', icon: 'cancelled' },
  'in use': { tone: 'succeeded', icon: 'connected' },
  'no host': { tone: 'waiting', icon: 'degraded' },
  'no secret': { tone: 'waiting', icon: 'degraded' },
  closed: { tone: 'cancelled', icon: 'cancelled' },
  revoked: { tone: 'cancelled', icon: 'cancelled' },
  ended: { tone: 'cancelled', icon: 'cancelled' },
};

/** How a state word looks; a word this console does not know yet looks like one that has not begun. */
export function look(word: string): { tone: Tone; icon: IconName } {
  return looks[word] ?? { tone: 'queued', icon: 'queued' };
}

export const gradeWords = [
  'nothing',
  'real server',
  'independent emulator',
  'recorded real traffic',
  'vendor’s schema',
  'vendor’s examples',
] as const;

/** How many of the five bars a grade lights: V1 all, V5 one, V0 none. */
export function litBars(grade: string): number {
  const level = Number(grade.slice(1));
  return level === 0 ? 0 : 6 - level;
}
