import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { decisionQuery, matrixQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import type { Decision } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Id } from '@/design/Marks';
import { SkLine } from '@/design/Place';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { decisionsIcon } from '../decisions/page';
import { cardOf, markdownOf, pricesOf, type Card, type Choice, type Mark } from './card';
import { bendOf, painted } from './paint';

const choices: readonly (readonly [keyof Choice, string])[] = [
  ['providers', 'names of providers'],
  ['others', 'what else it would have cost'],
  ['key', 'the key'],
];

/** A decision as a card that leaves the console: sentence, road, price; as a picture, as Markdown, as a link. */
export function CardPage() {
  const { id } = useParams({ from: '/inside/decisions/$id/card' });
  const query = useQuery(decisionQuery(id));
  const name = query.data?.step ?? query.data?.capability ?? 'Decision';
  return (
    <Page title={`Card of ${name}`}>
      <header className="top">
        <Link className="crumb" to="/decisions/$id" params={{ id }} search={{}}>
          {name}
        </Link>
        <span className="sep">/</span>
        <h1>Card</h1>
        <Id id={id} />
        <span className="grow" />
        <Link className="btn" to="/decisions/$id" params={{ id }} search={{}}>
          <Icon name={decisionsIcon} size={14} />
          Decision
        </Link>
      </header>
      <Asked query={query} loading={<SkLine width={480} />}>
        {(decision) => <Both decision={decision} />}
      </Asked>
    </Page>
  );
}

function Both({ decision }: { decision: Decision }) {
  const may = useMay();
  const [show, setShow] = useState<Choice>({ providers: true, others: true, key: false });
  const matrix = useQuery({ ...matrixQuery({ kind: 'ai' }), refetchInterval: false, enabled: may('control:provider.read') });
  const prices = useMemo(() => pricesOf(decision, matrix.data), [decision, matrix.data]);
  const card = useMemo(() => cardOf(decision, prices, show, import.meta.env.VITE_VERSION as string), [decision, prices, show]);
  const markdown = markdownOf(decision, prices, show);
  const [said, say] = useState('');
  const picture = useCallback(() => void handOver(card, decision.id).then(say, (error: unknown) => say(error instanceof Error ? error.message : String(error))), [card, decision.id]);
  const copy = useCallback((text: string, what: string) => void copyText(text).then((done) => say(done ? `${what} copied` : 'This browser copies nothing here')), []);
  const link = useCallback(() => copy(location.href, 'Link'), [copy]);
  const words = useCallback(() => copy(markdown, 'Markdown'), [copy, markdown]);
  useEffect(() => onKey('p', picture), [picture]);
  useEffect(() => onKey('m', words), [words]);
  useEffect(() => onKey('l', link), [link]);
  return (
    <div className="split share">
      <div className="sunk">
        <Drawn card={card} words={markdown} />
        <p className="soft small">
          {prices.length > 1 && show.others ? 'The other prices are this call’s own tokens at each list price; what another model would have written, and its length, is not known. ' : ''}
          Text and answer are never on the card.
        </p>
      </div>
      <aside className="side" aria-label="Share">
        <div className="body">
          <h2 className="sr">Share</h2>
          <h3>As</h3>
          <div className="links">
            <button type="button" className="btn primary" onClick={picture}>
              Picture <kbd>P</kbd>
            </button>
            <button type="button" className="btn" onClick={words}>
              <Icon name="copy" size={14} />
              Markdown <kbd>M</kbd>
            </button>
            <button type="button" className="btn" onClick={link}>
              <Icon name="link" size={14} />
              Link <kbd>L</kbd>
            </button>
          </div>
          <p className="small" role="status">
            {said}
          </p>
          <h3>What it shows</h3>
          {choices.map(([key, label]) => (
            <p key={key}>
              <label>
                <input type="checkbox" checked={show[key]} onChange={() => setShow({ ...show, [key]: !show[key] })} /> {label}
              </label>
            </p>
          ))}
          <p>
            <label>
              <input type="checkbox" checked disabled /> labels such as <code>recorded</code>, <code>injected</code> <span className="soft">always</span>
            </label>
          </p>
          <h3>
            <span>As Markdown</span>
            <span>pastes into an issue or chat</span>
          </h3>
          <pre className="code">{markdown}</pre>
        </div>
      </aside>
    </div>
  );
}

/** Into the clipboard where the browser lets pictures there, else as a file. */
async function handOver(card: Card, id: string): Promise<string> {
  const made = painted(card);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': made })]);
    return 'Picture copied';
  } catch {
    const address = URL.createObjectURL(await made);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${id}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return 'Picture saved as a file';
  }
}

function Drawn({ card, words }: { card: Card; words: string }) {
  return (
    <svg className="shared-card" viewBox={`0 0 ${card.width} ${card.height}`} role="img" aria-label={words}>
      <rect width={card.width} height={card.height} fill="var(--surface)" />
      {card.marks.map((mark, at) => (
        <One key={at} of={mark} />
      ))}
    </svg>
  );
}

function One({ of }: { of: Mark }) {
  const colour = `var(--${of.colour})`;
  switch (of.kind) {
    case 'text':
      return (
        <text x={of.x} y={of.y} fontSize={of.size} fontWeight={of.strong === true ? 600 : 400} fontFamily={of.mono === true ? 'monospace' : 'inherit'} textAnchor={of.end === true ? 'end' : of.middle === true ? 'middle' : 'start'} fill={colour}>
          {of.text}
        </text>
      );
    case 'line':
      return <line x1={of.x1} y1={of.y1} x2={of.x2} y2={of.y2} stroke={colour} strokeWidth={of.width} />;
    case 'dot':
      return <circle cx={of.x} cy={of.y} r={of.r} fill={colour} />;
    case 'box':
      return <rect x={of.x} y={of.y} width={of.w} height={of.h} fill={of.outlined === true ? 'none' : colour} stroke={of.outlined === true ? colour : 'none'} />;
    case 'bend':
      return (
        <>
          <path d={bendOf(of)} fill="none" stroke={colour} strokeWidth="2" />
          <circle cx={of.x} cy={of.y - 22} r="5" fill={colour} />
        </>
      );
  }
}
