import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connection, heard } from '@/api/connection';
import { FakeSocket } from './FakeSocket';
import { live } from './socket';

const follower = { since: () => 7, onFrame: vi.fn(), onTries: vi.fn(), onEnd: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', new URL('https://console.test/runs/run_1'));
  FakeSocket.install();
  heard(Date.now());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

it('asks for what came after the last change that is known', () => {
  live('run_1', follower);
  expect(FakeSocket.newest.address.href).toBe('wss://console.test/api/v1/runs/run_1/live?since=7');
});

it('is opened again after pauses that grow, and says nothing of the line', async () => {
  live('run_1', follower);
  for (const pause of [1_000, 2_000, 4_000]) {
    FakeSocket.newest.says();
    FakeSocket.newest.closes(1013);
    const opened = FakeSocket.opened.length;
    await vi.advanceTimersByTimeAsync(pause - 1);
    expect(FakeSocket.opened).toHaveLength(opened);
    await vi.advanceTimersByTimeAsync(1);
    expect(FakeSocket.opened).toHaveLength(opened + 1);
  }
  expect(follower.onTries.mock.calls).toEqual([[1], [2], [3]]);
  expect(connection().lostAt).toBeUndefined();
});

it('holds once it has been open for five seconds', async () => {
  live('run_1', follower);
  FakeSocket.newest.closes(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  FakeSocket.newest.says({ type: 'progress', seq: 8 });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(follower.onTries).toHaveBeenLastCalledWith(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(follower.onTries).toHaveBeenLastCalledWith(0);
});

it.each([1000, 4401, 4403, 4404])('is not opened again after %i', async (code) => {
  const stream = live('run_1', follower);
  FakeSocket.newest.says();
  FakeSocket.newest.closes(code);
  stream.again();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(follower.onEnd).toHaveBeenCalledOnce();
  expect(follower.onTries).not.toHaveBeenCalled();
  expect(FakeSocket.opened).toHaveLength(1);
});

it('is closed and opened again when nothing comes for twenty seconds', async () => {
  live('run_1', follower);
  FakeSocket.newest.says();
  await vi.advanceTimersByTimeAsync(15_000);
  FakeSocket.newest.says({ type: 'alive', seq: 7 });
  await vi.advanceTimersByTimeAsync(19_999);
  expect(FakeSocket.newest.closed).toBe(false);

  await vi.advanceTimersByTimeAsync(1);
  expect(FakeSocket.newest.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(FakeSocket.opened).toHaveLength(2);
});

it('can be told to open again at once, while it is broken', () => {
  const stream = live('run_1', follower);
  stream.again();
  expect(FakeSocket.opened).toHaveLength(1);
  FakeSocket.newest.closes(1006);
  stream.again();
  expect(FakeSocket.opened).toHaveLength(2);
});

it('tells nothing more once it is closed', async () => {
  const stream = live('run_1', follower);
  stream.close();
  FakeSocket.newest.says({ type: 'progress', seq: 8 });
  FakeSocket.newest.closes(1006);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(FakeSocket.newest.closed).toBe(true);
  expect(follower.onFrame).not.toHaveBeenCalled();
  expect(follower.onTries).not.toHaveBeenCalled();
  expect(FakeSocket.opened).toHaveLength(1);
});
