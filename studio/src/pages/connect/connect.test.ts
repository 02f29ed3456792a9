import { describe, expect, it } from 'vitest';
import type { ConnectorDetail, Resource } from '@/api/schema';
import { yaml } from '@/format/yaml';
import { begun, flaws, free, isTyped, provider, secrets, type Draft } from './draft';
import { fieldsOf } from './fields';
import { grouped, verdict, type Probe, type Told } from './probe';
import { neighbour, standing } from './stations';
import { takes, waysOf, withProvider } from './ways';

const cell = (capability: string, support: 'full' | 'none') => ({ capability, support, idempotencyKey: false, ...(support === 'none' ? {} : { evidence: { grade: 'V1', result: 'proven' } }) });

const gitea: ConnectorDetail = {
  id: 'gitea',
  kind: 'git',
  plugin: 'gitea',
  pluginVersion: '1.0.0',
  file: true,
  summary: 'Repositories of a Gitea server',
  vendor: 'Gitea',
  marks: [],
  grade: 'V1',
  unverified: false,
  config: { type: 'object', required: ['url'], properties: { pageSize: { type: 'integer', default: 50 }, url: { type: 'string', format: 'uri', description: 'Address of the server.' } } },
  auth: [
    { kind: 'bearer', help: 'Settings, Applications', schema: { type: 'object', required: ['secret'], properties: { secret: { type: 'string' } } }, agreed: false, scopes: [] },
    { kind: 'basic', schema: { type: 'object', required: ['user', 'secret'], properties: { user: { type: 'string', pattern: '^[^:]+$' }, secret: { type: 'string' } } }, agreed: false, scopes: [] },
  ],
  egress: ['${url}'],
  credentialTo: ['${url}'],
  events: 'hmac-sha256',
  samples: {},
  operations: [cell('git.repository.list', 'full'), cell('git.repository.create', 'full'), cell('git.branch.list', 'full'), cell('git.tag.list', 'none')],
  extensions: [],
};

const draft: Draft = { ...begun(gitea, []), typed: { 'config.url': 'https://git.example.org', 'auth.bearer.secret': 's3cret' } };

describe('the form of a connector', () => {
  it('asks for what is needed first, and says where each stands', () => {
    expect(fieldsOf(gitea, 'basic').map(({ path, type, required }) => [path, type, required])).toEqual([
      ['config.url', 'address', true],
      ['config.pageSize', 'whole number', false],
      ['auth.basic.user', 'text', true],
      ['auth.basic.secret', 'secret', true],
    ]);
  });

  it('begins with the way to sign in that the vendor declares first, and with none at a server of one’s own alone', () => {
    const form = (kind: string) => ({ kind, schema: { type: 'object', properties: { secret: { type: 'string' } } }, agreed: false, scopes: [] });
    const at = (url: string | undefined, ...kinds: string[]) => begun({ ...gitea, config: { type: 'object', properties: url === undefined ? {} : { url: { type: 'string', default: url } } }, auth: kinds.map(form) }, []).kind;

    expect(at(undefined, 'bearer', 'basic', 'oauth2')).toBe('bearer');
    expect(at(undefined, 'oauth2', 'bearer')).toBe('oauth2');
    expect(at('https://api.openai.com/v1', 'none', 'bearer', 'header')).toBe('bearer');
    expect(at('http://localhost:11434', 'none', 'bearer')).toBe('none');
    expect(at('http://localhost.example.org', 'none', 'header')).toBe('header');
    expect([at(undefined, 'none'), at(undefined)]).toEqual(['none', 'none']);
  });

  it('shows an example that the field itself has, never that of an input of the same name', () => {
    const url = { type: 'string', examples: ['https://git.example.org'] };
    const detail: ConnectorDetail = { ...gitea, config: { type: 'object', properties: { url, owner: { type: 'string' } } }, samples: { url: 'of an input', owner: 'octo' } };
    expect(fieldsOf(detail, 'none').map(({ path, example }) => [path, example])).toEqual([
      ['config.url', 'https://git.example.org'],
      ['config.owner', undefined],
    ]);
  });

  it('is typed in once a field or the name is, and no more when all is empty again', () => {
    const fresh = begun(gitea, []);
    expect(isTyped(gitea, fresh, [])).toBe(false);
    expect(isTyped(gitea, { ...fresh, typed: { 'config.url': '' } }, [])).toBe(false);
    expect(isTyped(gitea, draft, [])).toBe(true);
    expect(isTyped(gitea, { ...fresh, id: 'forge' }, [])).toBe(true);
    expect(isTyped(gitea, { ...fresh, stored: { 'auth.bearer.secret': 'mine' } }, [])).toBe(true);
  });

  it('names what was given and what mends it', () => {
    expect(flaws(gitea, { ...draft, id: 'Forge', typed: { 'config.url': 'git.example.org' } }, [])).toEqual({
      id: 'Lower case letters, digits and hyphens, a letter first.',
      'config.url': '“git.example.org” is no address. Begin it with https://.',
      'auth.bearer.secret': 'Token is needed. Paste it whole.',
    });
    expect(flaws(gitea, draft, ['gitea'])).toEqual({ id: 'There is a provider gitea already. Choose another name.' });
    expect(flaws(gitea, draft, [])).toEqual({});
  });

  it('writes a file in which secrets are references', () => {
    const text = yaml(provider(gitea, draft, []));
    expect(text).toBe('kind: provider\nid: gitea\nspec:\n  connector: gitea\n  config: {url: "https://git.example.org"}\n  auth: {bearer: {secret: gitea-key}}\n');
    expect(text).not.toContain('s3cret');
    expect(secrets(gitea, draft, ['gitea-key'])).toEqual({ 'gitea-key-2': 's3cret' });
  });

  it('takes a secret of the vault in the place of a typed one', () => {
    const stored = { ...draft, typed: { 'config.url': 'https://git.example.org' }, stored: { 'auth.bearer.secret': 'team-token' } };
    expect(flaws(gitea, stored, [])).toEqual({});
    expect(secrets(gitea, stored, [])).toEqual({});
    expect(provider(gitea, stored, []).spec.auth).toEqual({ bearer: { secret: 'team-token' } });
  });

  it('calls each secret by its own name', () => {
    const secret = { type: 'object', properties: { secret: { type: 'string' } } };
    const two = { ...gitea, config: { type: 'object', properties: { key: secret, webhookKey: secret } } };
    const typed = { 'config.key': 'a', 'config.webhookKey': 'b', 'auth.bearer.secret': 'c' };
    expect(secrets(two, { ...draft, typed }, [])).toEqual({ 'gitea-config-key': 'a', 'gitea-config-webhook-key': 'b', 'gitea-key': 'c' });
    expect(provider(two, { ...draft, typed }, []).spec).toMatchObject({ config: { key: { secret: 'gitea-config-key' } }, auth: { bearer: { secret: 'gitea-key' } } });
  });

  it('takes the next name that nobody has', () => {
    expect(begun(gitea, ['gitea', 'gitea-2']).id).toBe('gitea-3');
    expect(free('jira', [])).toBe('jira');
    expect(free('a', ['a', ...Array.from({ length: 20 }, (_, at) => `a-${at}`)])).toBe('a-20');
  });
});

const part = (of: Partial<Told>): Told => ({ part: 'operations', what: 'repository.list', state: 'ok', told: '', operations: ['repository.list'], ...of });
const probe = (parts: Told[], stopped?: Probe['stopped']): Probe => ({ state: 'done', parts, ...(stopped === undefined ? {} : { stopped }) });

describe('the verdict of a test', () => {
  it('says how many operations answered, which do not, and why', () => {
    const { said, more, good } = verdict(probe([part({}), part({ what: 'branch.list', state: 'missing', origin: 'vendor', operations: ['branch.list'] }), part({ what: 'writes', state: 'unknown', operations: ['repository.create'] })]), gitea, false);
    expect(good).toBe(true);
    expect(said).toBe('1 of 3 operations answered, 1 is not allowed.');
    expect(more).toContain('branch.list needs');
    expect(more).toContain('1 operation was not asked; the rows say why.');
  });

  it('is bad where reads were asked and none answered', () => {
    const { said, more, good } = verdict(probe([part({ state: 'failed' }), part({ what: 'branch.list', state: 'failed', operations: ['branch.list'] })]), gitea, false);
    expect([said, good]).toEqual(['None of 3 operations answered.', false]);
    expect(more).toContain('repository.list, branch.list failed.');
    expect(verdict(probe([part({ what: 'writes', state: 'unknown', operations: ['repository.create'] })]), gitea, false).good).toBe(true);
  });

  it('sends nobody to the vendor for a right that is missing here', () => {
    const { more } = verdict(probe([part({}), part({ state: 'missing', origin: 'caller', operations: ['branch.list'] })]), gitea, false);
    expect(more).toContain('This server does not let you call branch.list');
    expect(more).not.toContain('vendor');
  });

  it('says where it stopped', () => {
    const away = part({ part: 'reach', what: 'git.example.org:443', state: 'failed', told: 'no route' });
    expect(verdict(probe([away], 'reach'), gitea, false)).toMatchObject({ said: 'git.example.org:443 did not answer.', good: false });
    expect(verdict(probe([{ ...away, state: 'missing' }], 'reach'), gitea, false).said).toBe('git.example.org:443 may not be reached from here.');
    expect(verdict(probe([part({ part: 'credential', state: 'missing', told: 'invalid token' })], 'credential'), gitea, false).more).toBe('invalid token. Nothing was stored; what you typed is still here.');
  });

  it('keeps the order of the parts whatever came first', () => {
    expect(grouped([part({}), part({ part: 'reach' })]).map(([name]) => name)).toEqual(['reach', 'operations']);
  });
});

describe('the stations', () => {
  const passed = { chosen: true, filled: true, tested: false, saved: false };

  it('let nobody go beyond what is not passed', () => {
    expect(standing('done', passed)).toBe('test');
    expect(standing('credential', passed)).toBe('credential');
    expect(standing(undefined, { ...passed, filled: false })).toBe('credential');
    expect(neighbour('test', 1, passed)).toBe('test');
    expect(neighbour('test', -1, passed)).toBe('credential');
    expect(standing('choose', { ...passed, saved: true })).toBe('done');
  });
});

describe('the routes that match', () => {
  const route = (id: string, spec: Record<string, unknown>): Resource => ({ kind: 'route', id, version: 3, spec, created: '', createdBy: '' }) as unknown as Resource;

  it('are those that take a capability of the kind and name who is asked', () => {
    const all = [route('any', { when: { capability: '*' }, use: ['a'] }), route('git', { priority: 20, when: { capability: 'git.*' }, use: ['gitea'] }), route('ai', { when: { capability: 'ai.*' }, use: ['b'] }), route('free', { when: { capability: 'git.*' } })];
    expect(waysOf(all, 'git').map(({ id }) => id)).toEqual(['git', 'any']);
    expect(takes('gi*.repository.get', 'git')).toBe(true);
    expect(takes('git-hub.*', 'git')).toBe(false);
  });

  it('take the provider first or last, in place of the version that was read', () => {
    const [way] = waysOf([route('git', { when: { capability: 'git.*' }, use: ['gitea'] })], 'git');
    expect(way && withProvider(way, 'github', 'first')).toMatchObject({ version: 3, spec: { use: ['github', 'gitea'] } });
    expect(way && withProvider(way, 'github', 'last').spec.use).toEqual(['gitea', 'github']);
  });
});
