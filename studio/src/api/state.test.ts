import { expect, it } from 'vitest';
import { isOver } from './state';

it.each(['queued', 'running', 'waiting'] as const)('%s is not the end', (state) => expect(isOver(state)).toBe(false));

it.each(['succeeded', 'failed', 'skipped', 'cancelled'] as const)('%s is the end', (state) => expect(isOver(state)).toBe(true));
