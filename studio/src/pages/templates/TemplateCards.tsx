import { useQuery } from '@tanstack/react-query';
import { templatesQuery } from '@/api/templates';
import type { TemplateSummary } from '@/api/schema';
import { Asked } from '../Asked';
import { SkLine } from '@/design/Place';
import { plural } from '@/format/text';
import { kindsNeeded } from './needs';

export const loading = [260, 220, 240].map((width) => <SkLine key={width} width={width} />);

/** The gallery of templates: what each does, and what it needs. */
export function TemplateCards({ picked, onPick }: { picked?: string; onPick: (id: string) => void }) {
  const query = useQuery(templatesQuery);
  return (
    <Asked query={query} loading={loading}>
      {({ items }) => (
        <Cards items={items} picked={picked} onPick={onPick} />
      )}
    </Asked>
  );
}

/** Some templates, each as a card that is picked. */
export function Cards({ items, picked, onPick }: { items: readonly TemplateSummary[]; picked: string | undefined; onPick: (id: string) => void }) {
  return (
    <ul className="gal" aria-label="Templates">
      {items.map((item) => (
        <Card key={item.id} item={item} picked={item.id === picked} onPick={onPick} />
      ))}
    </ul>
  );
}

function Card({ item, picked, onPick }: { item: TemplateSummary; picked: boolean; onPick: (id: string) => void }) {
  const needs = kindsNeeded(item.needs);
  return (
    <li className={picked ? 'on' : undefined}>
      <button type="button" aria-pressed={picked} data-row={item.id} onClick={() => onPick(item.id)}>
        <b>{item.title}</b>
        <span className="soft small">{item.uses === 0 ? (item.builtIn ? '' : 'your own') : `used ${plural(item.uses, 'time')}`}</span>
        <span className="about">{item.description}</span>
        <span className="need">
          {needs.length === 0 ? 'needs nothing' : 'needs'}
          {needs.map(({ kind, here, capabilities }) => (
            <span key={kind} className={here ? 'state t-succeeded' : 'state t-queued'} title={capabilities.join(', ')}>
              <span aria-hidden="true">{here ? '✓' : '◌'}</span> {here ? kind : `${kind}, to connect`}
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}
