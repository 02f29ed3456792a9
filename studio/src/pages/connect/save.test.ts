// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectorDetail } from '@/api/schema';
import { ask, untried } from './ask';
import { begun, type Draft } from './draft';
import type { Probe } from './probe';
import { isThere, save, Unsettled } from './save';

const gitea: ConnectorDetail = { id: 'gitea', kind: 'git', plugin: 'gitea', pluginVersion: '1.0.0', file: true, summary: '', marks: [], grade: 'V1', unverified: false, config: { type: 'object', properties: { url: { type: 'string' } } }, auth: [{ kind: 'bearer', schema: { type: 'object', required: ['secret'], properties: { secret: { type: 'string' } } }, agreed: false, scopes: [] }], egress: [], credentialTo: [], events: 'none', samples: {}, operations: [], extensions: [] };
const draft: Draft = { ...begun(gitea, []), typed: { 'config.url': 'https://git.example.org', 'auth.bearer.secret': 's3cret' } };

const problem = (status: number, code: string) => Response.json({ title: code, status, detail: code, code, origin: 'caller', retryable: false, request: 'req_1' }, { status });

/** A server: what is in its vault, whether a provider is there, and how it answers the application. */
let vault: Map<string, string>;
let spec: unknown;
let applied: () => Response;

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const name = pathname.split('/').at(-1) ?? '';
  if (pathname === '/api/v1/apply') return searchParams.get('dryRun') === 'true' ? Response.json({ items: [] }) : applied();
  if (pathname.startsWith('/api/v1/resources/')) return spec === undefined ? problem(404, 'not_found') : Response.json({ kind: 'provider', id: name, version: 1, spec });
  if (request.method === 'DELETE') return new Response(null, { status: vault.delete(name) ? 204 : 404 });
  if (vault.has(name) && request.headers.get('If-None-Match') === '*') return problem(409, 'conflict');
  vault.set(name, await request.text());
  return Response.json({ name, version: 1 });
}

beforeEach(() => {
  vault = new Map();
  spec = undefined;
  applied = () => Response.json({ items: [] });
  vi.stubGlobal('fetch', answer);
});
afterEach(() => vi.unstubAllGlobals());

describe('a save', () => {
  it('leaves the secrets of others as they are, also those that nobody told of', async () => {
    vault.set('gitea-key', 'of others');
    expect(await save(gitea, { draft, ways: [] }, [])).toEqual(['gitea-key']);
    expect([...vault]).toEqual([['gitea-key', 'of others'], ['gitea-key-2', 's3cret']]);
  });

  it('that is refused leaves none of its secrets behind, and no other is gone', async () => {
    vault.set('gitea-key', 'of others');
    applied = () => problem(409, 'conflict');
    await expect(save(gitea, { draft, ways: [] }, [])).rejects.toMatchObject({ code: 'conflict' });
    expect([...vault.keys()]).toEqual(['gitea-key']);
  });

  it('whose answer was lost is done where the provider is there', async () => {
    applied = () => {
      spec = { auth: { bearer: { secret: 'gitea-key' } }, connector: 'gitea', config: { url: 'https://git.example.org' } };
      return new Response('<html>', { status: 502 });
    };
    expect(await save(gitea, { draft, ways: [] }, [])).toEqual([]);
    expect([...vault.keys()]).toEqual(['gitea-key']);
  });

  it.each([() => new Response('<html>', { status: 502 }), () => new Response('<html>', { status: 404 }), () => problem(504, 'timeout'), () => Response.error()])('of which nobody knows deletes nothing', async (lost) => {
    applied = lost;
    const error: unknown = await save(gitea, { draft, ways: [] }, []).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unsettled);
    expect((error as Unsettled).message).toContain('gitea-key');
    expect([...vault.keys()]).toEqual(['gitea-key']);
    expect(await isThere((error as Unsettled).made)).toBe(false);
    spec = { connector: 'gitea', config: { url: 'https://git.example.org' }, auth: { bearer: { secret: 'gitea-key' } } };
    expect(await isThere((error as Unsettled).made)).toBe(true);
  });
});

describe('a test that ends before its end', () => {
  const asked = async (signal: AbortSignal) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('data: {"part":"reach","what":"a","state":"ok","told":"","operations":[]}\n\n')));
    let last: Probe['state'] | undefined;
    await ask(() => untried(gitea, draft, []), signal, ({ state }) => (last = state));
    return last;
  };

  it('was broken off by the server, unless somebody stopped it', async () => {
    expect(await asked(new AbortController().signal)).toBe('broken');
    expect(await asked(AbortSignal.abort())).toBe('left');
  });
});
