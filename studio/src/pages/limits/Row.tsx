import { Link } from '@tanstack/react-router';
import type { Limit } from '@/api/schema';
import { Until } from '@/design/Marks';
import { exactFigure, figure, periodWords, scopeWords } from '@/format/money';
import { without, type Search } from '@/table/query';
import { BudgetBar } from '../budget/BudgetBar';

/** A limit in the list: a bar that ends at its cap, and the figures behind it. The whole row opens it. */
export function Row({ limit, search }: { limit: Limit; search: Search }) {
  return (
    <tr {...(search.open === limit.id ? { 'aria-selected': true } : {})}>
      <td className="c-name">
        <Link data-row className="name stretched" to="/limits" search={{ ...without(search, 'form', 'of'), open: limit.id }} aria-label={`${limit.name}, ${periodWords(limit.period)}`}>
          {limit.name}
        </Link>
        <span className="after">{periodWords(limit.period)}</span>
      </td>
      <td className="c-scope" title={limit.scope}>
        {scopeWords(limit.scope)}
      </td>
      <td className="c-bar">
        <BudgetBar limit={limit} />
      </td>
      <Figure of={limit.used} limit={limit} name="used" />
      <Figure of={limit.held} limit={limit} name="held" />
      <Figure of={limit.left} limit={limit} name="left" />
      <Figure of={limit.cap} limit={limit} name="cap" />
      <td className={limit.resetsAt === undefined ? 'num soft c-reset nil' : 'num soft c-reset'}>{limit.resetsAt === undefined ? '–' : <Until at={limit.resetsAt} />}</td>
    </tr>
  );
}

function Figure({ of, limit, name }: { of: string; limit: Limit; name: string }) {
  return (
    <td className={`num c-${name} ${Number(of) === 0 ? 'zero' : ''}`} data-l={name} title={`${exactFigure(of, limit.unit)} ${limit.unit}`}>
      {figure(of, limit.unit)} <span className="soft">{limit.unit === 'calls' ? '' : limit.unit}</span>
    </td>
  );
}
