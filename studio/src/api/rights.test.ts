import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiFailure } from './failure';
import { learnRights, may, requireRight } from './rights';

const rights = (acts: string[], allow: string[] = [], deny: string[] = []) => learnRights({ acts, calls: { allow, deny } });

afterEach(() => {
  learnRights(undefined);
  vi.unstubAllGlobals();
});

it('lets everything be asked while the server has told nothing', () => {
  expect(may('control:key.read')).toBe(true);
  expect(() => requireRight('GET', '/api/v1/keys')).not.toThrow();
});

describe('once the server told what one may do', () => {
  it('knows acts by name', () => {
    rights(['control:run.read']);
    expect(may('control:run.read')).toBe(true);
    expect(may('control:run.cancel')).toBe(false);
  });

  it('knows capabilities by pattern, of which what denies is stronger', () => {
    rights([], ['ai.*', 'git.issue.get'], ['*.image.*']);
    expect(may('ai.chat.create')).toBe(true);
    expect(may('git.issue.get')).toBe(true);
    expect(may('git.issueXget')).toBe(false);
    expect(may('ai.image.create')).toBe(false);
  });

  it('asks for nothing that would be refused', () => {
    rights(['control:run.read']);
    expect(() => requireRight('GET', '/api/v1/runs/{id}')).not.toThrow();
    expect(() => requireRight('GET', '/api/v1/session')).not.toThrow();
    expect(() => requireRight('GET', '/api/v1/keys')).toThrow(ApiFailure);
    expect(() => requireRight('POST', '/api/v1/runs/{id}/cancel')).toThrow("'control:run.cancel' is not granted to you");
  });
});
