import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Copy } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { useAddress } from '../address';
import { Page, Top } from '../Page';
import { anchor, guide, linkTarget, titleOf } from './guide';
import { blocks, pieces, type Block } from './markdown';

/** A page of the guide, as it stood when the console was built. */
export function DocsPage() {
  const { page } = useParams({ from: '/inside/docs/$page' });
  const [{ at }] = useAddress();
  const text = guide[page];
  useEffect(() => {
    if (at !== undefined) document.getElementById(at)?.scrollIntoView();
  }, [at, page]);
  if (text === undefined) {
    return (
      <Page title="Guide">
        <Top name="Guide" />
        <Empty
          title={`The guide has no page ${page}`}
          acts={
            <Link className="btn primary" to="/docs/$page" params={{ page: 'keys' }} search={{}}>
              Open the page on keys
            </Link>
          }
        >
          Its pages are {Object.keys(guide).join(', ')}.
        </Empty>
      </Page>
    );
  }
  const [title, ...rest] = blocks(text);
  const name = title?.kind === 'heading' ? titleOf(page, title.text) : page;
  return (
    <Page title={name}>
      <Top name={name} tally={page.startsWith('reference-') ? 'reference' : 'guide'} />
      <article className="doc">
        {rest.map((block, place) => (
          <One key={place} of={block} />
        ))}
      </article>
    </Page>
  );
}

function One({ of }: { of: Block }) {
  switch (of.kind) {
    case 'heading':
      return of.level < 3 ? (
        <h2 id={anchor(of.text)}>
          <Line text={of.text} />
        </h2>
      ) : (
        <h3 id={anchor(of.text)}>
          <Line text={of.text} />
        </h3>
      );
    case 'code':
      return (
        <div className="cmd">
          <pre className="code">{of.text}</pre>
          <Copy text={of.text} label="Copy" />
        </div>
      );
    case 'list':
      return (
        <ul>
          {of.items.map((item, place) => (
            <li key={place}>
              <Line text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <Table rows={of.rows} />;
    case 'text':
      return (
        <p>
          <Line text={of.text} />
        </p>
      );
  }
}

function Table({ rows: [head = [], ...rows] }: { rows: string[][] }) {
  return (
    // What is wider than the page is scrolled by keys too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="wide-table" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, place) => (
              <th key={place}>
                <Line text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, place) => (
                <td key={place}>
                  <Line text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ text }: { text: string }) {
  const { page: here } = useParams({ from: '/inside/docs/$page' });
  return pieces(text).map((piece, at) => {
    if (piece.kind === 'code') return <code key={at}>{piece.text}</code>;
    if (piece.kind === 'strong') return <b key={at}>{piece.text}</b>;
    const to = piece.href === undefined ? undefined : linkTarget(piece.href, here);
    if (to === undefined) return <span key={at}>{piece.text}</span>;
    return (
      <Link key={at} to="/docs/$page" params={{ page: to.page }} search={to.at === undefined ? {} : { at: to.at }}>
        {piece.text}
      </Link>
    );
  });
}
