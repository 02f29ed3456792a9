import { Link } from '@tanstack/react-router';
import { Ago } from '@/design/Marks';
import { State } from '@/design/State';
import type { Search } from '@/table/query';
import { change, standing, type Entry } from './entry';

/** An entry in the list. The whole row opens its panel. */
export function Row({ entry, search }: { entry: Entry; search: Search }) {
  return (
    <tr {...(search.open === entry.id ? { 'aria-selected': true } : {})}>
      <td className="c-state">
        <State of={standing(entry.outcome)} word={entry.outcome} />
      </td>
      <td className="c-who">
        <b>{entry.name}</b>
      </td>
      <td className="c-act">
        <Link data-row className="stretched mono" to="/audit" search={{ ...search, open: entry.id }}>
          {entry.action}
        </Link>
      </td>
      <td className="c-to" title={entry.target}>
        <code>{entry.target}</code>
      </td>
      <td className="c-change soft">{change(entry)}</td>
      <td className="c-origin soft">{entry.address}</td>
      <td className="num soft c-when">
        <Ago at={entry.at} />
      </td>
    </tr>
  );
}
