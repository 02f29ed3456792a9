import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { templatesQuery } from '@/api/templates';
import type { TemplateSummary } from '@/api/schema';
import { onKey } from '@/design/keys';
import { Empty } from '@/design/Place';
import { count, plural } from '@/format/text';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { fitting, tagsOf } from './found';
import { TemplatePanel } from './Panel';
import { Cards, loading } from './TemplateCards';

/** Workflows to begin with: found by tag and word, each with what it does, needs and asks for. */
export function Templates() {
  const [search, change] = useAddress();
  const query = useQuery(templatesQuery);
  const all = query.data?.items ?? [];
  const shown = fitting(all, search.tag, search.q ?? '');
  const { open } = search;
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const to = shown[shown.findIndex(({ id }) => id === open) + by];
    if (to !== undefined) change({ ...search, open: to.id }, true);
  };
  const places = useRows<HTMLDivElement>();
  return (
    <Page title="Templates" fixed>
      <Top name="Templates" tally="workflows to begin with" />
      <Asked query={query} loading={loading}>
        {({ items }) => (
          <>
            <section className="strip templates-strip" aria-label="Find">
              <Tags all={items} search={search} />
              <Find q={search.q ?? ''} onChange={(q) => change(q === '' ? without(search, 'q') : { ...search, q }, true)} />
            </section>
            <div className={open === undefined ? 'split' : 'split with-panel'}>
              <div className="list">
                <div className="scroll" {...places}>
                  {shown.length === 0 ? <Nothing search={items.length === 0 ? {} : search} onChange={change} /> : <Cards items={shown} picked={open} onPick={(id) => change({ ...search, open: id })} />}
                </div>
                <p className="soft small templates-foot">
                  {plural(shown.length, 'template')}
                  <span className="hint">
                    ; <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> opens, <kbd>F</kbd> finds, <kbd>U</kbd> uses the open one
                  </span>
                </p>
              </div>
              {open === undefined ? null : <TemplatePanel key={open} id={open} onClose={close} onStep={step} />}
            </div>
          </>
        )}
      </Asked>
    </Page>
  );
}

function Tags({ all, search }: { all: readonly TemplateSummary[]; search: Search }) {
  const figures = [{ name: 'all', of: all.length, to: without(search, 'tag') }, ...tagsOf(all).map(([name, of]) => ({ name, of, to: { ...search, tag: name } }))];
  return (
    <div className="counts">
      {figures.map(({ name, of, to }) => (
        <Link key={name} to="/templates" search={to} activeOptions={{ exact: true }} className={(search.tag ?? 'all') === name ? 'on' : ''} aria-current={(search.tag ?? 'all') === name ? 'true' : undefined}>
          <b>{count(of)}</b>
          <small>{name}</small>
        </Link>
      ))}
    </div>
  );
}

/** What is typed is found at once. `F` goes there. */
function Find({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  // What another way puts into the address stands in the field too; what is typed has its blanks there alone.
  if (q !== seen) {
    setSeen(q);
    if (q !== typed.trim()) setTyped(q);
  }
  useEffect(() => onKey('f', () => field.current?.focus()), []);
  return (
    <input
      ref={field}
      className="in"
      type="search"
      aria-label="Find templates"
      placeholder="Find by word"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(target.value);
      }}
    />
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="template" filters={['tag', 'q']} search={search} onChange={onChange}>
      <Empty title="No templates" command="./auterity template list">
        A template is a workflow with parameters. It is a resource: applying a file makes one of your own.
      </Empty>
    </EmptyList>
  );
}
