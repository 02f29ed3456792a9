import { describe, expect, it } from 'vitest';
import type { MatrixCell, MatrixRow, PluginView } from '@/api/schema';
import { columnsOf, covered, groups, holding, lastRun, pick, picked, ran, rungs, runs, spoken } from './catalogue';
import { absent, alikeWords, asTable, blocks, differing, features, featureWords } from './compare';
import { eventWords, facts, marked, maturity, priceWords, rateWords, refused, runsAt } from './facts';

const cell = (capability: string, support: MatrixCell['support'], evidence?: MatrixCell['evidence']): MatrixCell => ({ capability, support, idempotencyKey: false, ...(evidence === undefined ? {} : { evidence }) });
const proven = { grade: 'V1', result: 'proven', witness: 'Gitea 1.26.0', date: '2026-03-01' };
const gitea: MatrixRow = {
  id: 'gitea',
  kind: 'git',
  plugin: 'gitea',
  summary: 'Repositories of a Gitea server',
  marks: [],
  grade: 'V4',
  category: 'devops',
  version: '1.2.0',
  events: 'hmac-sha256',
  address: { open: true },
  features: [
    { feature: 'boards', support: 'none', has: 0, limited: 0, of: 2, operations: ['*.board.list', '*.board.add'] },
    { feature: 'webhooks', support: 'partial', has: 3, limited: 1, of: 4, operations: ['git.webhook.create'] },
  ],
  models: [],
  auth: ['bearer', 'oauth2'],
  operations: [cell('git.branch.create', 'full', proven), cell('git.branch.delete', 'partial', { grade: 'V4', result: 'proven', witness: 'its description', date: '2026-03-04' }), cell('git.tag.create', 'none')],
};
const other: MatrixRow = { ...gitea, id: 'forgejo', grade: 'V0', features: [{ feature: 'webhooks', support: 'full', has: 4, limited: 0, of: 4, operations: ['git.webhook.create'] }], operations: [cell('git.branch.create', 'full', { grade: 'V0', result: 'none' }), cell('git.branch.delete', 'full', { grade: 'V0', result: 'none' }), cell('git.tag.create', 'none')] };

describe('the catalogue', () => {
  it('stands by kind, with what is acted upon once', () => {
    expect(groups([gitea, { ...gitea, id: 'jira', kind: 'tracker' }, other]).map(({ kind, resources, rows }) => [kind, resources, rows.length])).toEqual([
      ['git', ['branch', 'tag'], 2],
      ['tracker', ['branch', 'tag'], 1],
    ]);
  });

  it('has a column for each thing that is acted upon, ten at most', () => {
    expect(columnsOf(['branch', 'tag']).map(({ name }) => name)).toEqual(['branch', 'tag']);
    const many = columnsOf(Array.from({ length: 12 }, (_, at) => `r${at}`));
    expect(many).toHaveLength(10);
    expect(many.at(-1)).toEqual({ name: '3 more', resources: ['r9', 'r10', 'r11'] });
  });

  it('counts what a connector has', () => {
    expect(covered(gitea)).toEqual({ has: 2, of: 3 });
    expect(spoken('branch', gitea.operations.slice(0, 2))).toBe('branch: create full, delete partial');
  });

  it('names what ran, and when last', () => {
    expect(lastRun(gitea)).toEqual({ witnesses: ['Gitea 1.26.0', 'its description'], date: '2026-03-04' });
    expect(ran(gitea)).toBe('Gitea 1.26.0 and its description');
    expect(ran(other)).toBe('nothing');
    expect(ran({ ...gitea, operations: [cell('git.branch.create', 'full', { grade: 'V1', result: 'declared' })] })).toBe('declared by its plugin');
    expect(ran({ ...gitea, grade: 'V0', operations: [cell('git.branch.create', 'full', { grade: 'V0', result: 'declared' })] })).toBe('nothing');
  });

  it('tells how many operations each witness has shown', () => {
    expect(rungs(gitea).map(({ grade, at, of }) => `${grade} ${at}/${of}`)).toEqual(['V1 1/2', 'V2 0/2', 'V3 0/2', 'V4 1/2', 'V5 0/2']);
    expect(runs(gitea)[0]).toEqual({ against: 'Gitea 1.26.0', result: 'proven', date: '2026-03-01', proven: 1, of: 1 });
    const stale = { ...gitea, operations: [cell('git.branch.create', 'full', { ...proven, grade: 'V0', result: 'stale' }), cell('git.branch.delete', 'full', proven)] };
    expect(runs(stale)[0]).toMatchObject({ result: 'stale', proven: 1, of: 2 });
  });

  it('says what holds a grade down', () => {
    expect(holding(gitea)).toBe('1 operation at V4, the least proven, gives the connector its grade.');
    expect(holding(other)).toContain('2 operations at V0 (nobody has run them)');
    expect(holding({ ...gitea, grade: 'V1', operations: [cell('git.branch.create', 'full', proven)] })).toBeUndefined();
    const changed = { ...gitea, grade: 'V0', operations: [cell('git.branch.create', 'full', { ...proven, grade: 'V0', result: 'stale' })] };
    expect(holding(changed)).toContain('its file has changed since they ran');
  });

  it('picks and lets go', () => {
    expect(picked(undefined)).toEqual([]);
    expect(pick('gitea', 'forgejo')).toBe('gitea,forgejo');
    expect(pick('gitea,forgejo', 'gitea')).toBe('forgejo');
  });
});

describe('a comparison', () => {
  it('tells what differs', () => {
    const all = blocks([gitea, other]);
    expect(all.map(({ resource, lines }) => [resource, lines.map(({ act, alike }) => `${act} ${String(alike)}`)])).toEqual([
      ['git.branch', ['create true', 'delete false']],
      ['git.tag', ['create true']],
    ]);
    expect(differing(all)).toEqual({ differ: 1, of: 3 });
    expect(all.map(alikeWords)).toEqual(['1 of 2 alike, full in all', 'all 1 alike, none in all']);
  });

  it('does not liken what is of another kind', () => {
    const [block] = blocks([gitea, { ...other, operations: [] }]);
    expect(block?.lines[0]).toMatchObject({ alike: false, cells: [{ support: 'full' }, undefined] });
  });

  it('puts what one has beside its kind at the end, and says whose it is', () => {
    const own = { ...gitea, operations: [cell('gitea.mirror.sync', 'full'), ...gitea.operations] };
    const all = blocks([own, other]);
    expect(all.map(({ resource, alone }) => [resource, alone])).toEqual([['git.branch', undefined], ['git.tag', undefined], ['gitea.mirror', 'gitea']]);
    expect(all.map(absent)).toEqual(['not of its kind', 'not of its kind', 'of gitea alone']);
    expect(asTable([own, other]).split('\n').at(-1)).toBe('| gitea.mirror.sync | full | of gitea alone |');
  });

  it('tells how far each has a feature of its kind', () => {
    expect(features([gitea, other]).map(({ feature, cells, alike }) => [feature, cells.map(featureWords), alike])).toEqual([
      ['boards', ['none', 'not of its kind'], false],
      ['webhooks', ['partial, 3 of 4, 1 with limits', 'full'], false],
    ]);
    expect(features([gitea, gitea]).every(({ alike }) => alike)).toBe(true);
  });

  it('can be pasted as a table, with facts and limits', () => {
    const limited = { ...other, summary: 'a | b', operations: [cell('git.branch.create', 'full'), { ...cell('git.branch.delete', 'partial'), note: 'not the last one' }] };
    const table = asTable([gitea, limited]).split('\n');
    expect(table[0]).toBe('|  | gitea | forgejo |');
    expect(table).toContain('| Does | Repositories of a Gitea server | a \\| b |');
    expect(table).toContain('| Sign in | bearer oauth2 | bearer oauth2 |');
    expect(table).toContain('| webhooks | partial, 3 of 4, 1 with limits | full |');
    expect(table).toContain('| git.branch.delete | partial | partial: not the last one |');
  });
});

describe('the facts of a connector', () => {
  it('say where it goes', () => {
    expect(runsAt(gitea)).toBe('the address that you give');
    expect(runsAt({ address: { host: 'api.github.com', open: true } })).toBe('api.github.com, or an address of yours');
    expect(runsAt({ address: { host: 'example.com', open: false } })).toBe('example.com');
    expect(runsAt({})).toBe('this server');
  });

  it('say what its vendor lets one send', () => {
    expect(rateWords({ rate: { requests: 5000, seconds: 3600 } })).toBe('5,000 an hour');
    expect(rateWords({ rate: { requests: 3, seconds: 10 } })).toBe('3 in 10 s');
    expect(rateWords({})).toBe('none stated');
  });

  it('tell events that nobody signs from none', () => {
    expect(['hmac-sha256', 'unsigned', 'none'].map((events) => eventWords({ events }))).toEqual(['hmac-sha256', 'not signed', 'none']);
  });

  it('say no price that nobody has told', () => {
    expect(priceWords(gitea)).toBe('not known here, its vendor tells');
    expect(priceWords({})).toBe('nothing is billed: it runs on this server');
    expect(priceWords({ ...gitea, prices: { models: 2, lists: ['spring'] } })).toBe('2 models with a price (spring)');
  });

  it('say how mature it is by what was proven', () => {
    expect(maturity(gitea)).toBe('proven, 2 operations');
    expect(maturity(other)).toBe('unverified');
    expect([marked(gitea), marked(other), marked({ marks: ['embedded'], operations: [] })]).toEqual([[], ['unverified'], ['embedded']]);
    expect(maturity({ operations: [cell('git.branch.create', 'full', proven), cell('git.tag.create', 'full', { grade: 'V0', result: 'stale' })] })).toBe('proven in part, 1 of 2 operations');
    expect(facts([{ ...gitea, priority: 'critical' }]).find(({ name }) => name === 'Priority')?.values).toEqual(['critical; proven, 2 operations']);
  });

  it('name plugins that were refused, and what goes on in their place', () => {
    const plugin = (id: string, version: string, state: string): PluginView => ({ id, version, state, summary: '', connectors: [], proven: [], file: true });
    expect(refused([plugin('gitea', '1.0.0', 'started'), plugin('gitea', '1.1.0', 'failed'), plugin('own', '', 'failed')]).map(({ plugin: one, goesOn }) => [one.id, one.version, goesOn?.version])).toEqual([
      ['gitea', '1.1.0', '1.0.0'],
      ['own', '', undefined],
    ]);
  });
});
