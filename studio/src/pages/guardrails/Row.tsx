import { Link } from '@tanstack/react-router';
import type { Resource } from '@/api/schema';
import { State } from '@/design/State';
import type { Search } from '@/table/query';
import { falseAlarms, percentWords, recall } from './measured';
import { actOf, findOf, onWords, scopeWords, specOf } from './words';

/** A rule in the list. The whole row opens its panel. */
export function Row({ rule, search }: { rule: Resource; search: Search }) {
  const spec = specOf(rule);
  const { word, state } = actOf(spec);
  const found = recall(findOf(spec));
  const wrong = falseAlarms(findOf(spec));
  return (
    <tr {...(search.open === rule.id ? { 'aria-selected': true } : {})}>
      <td className="c-n nowrap">
        <Link data-row className="name stretched" to="/guardrails" search={{ ...search, open: rule.id }}>
          {rule.id}
        </Link>
        <span className="con">v{rule.version}</span>
      </td>
      <td className="c-on soft">{onWords(spec)}</td>
      <td className="c-ac nowrap">
        <State of={state} word={word} />
      </td>
      <td className={spec.scope === undefined ? 'c-sc soft nil' : 'c-sc soft'}>{scopeWords(spec)}</td>
      <td className="num c-pr soft">{spec.priority ?? 0}</td>
      <td className="num c-re">{found === undefined ? <span className="soft">not measured</span> : <Recall percent={found} />}</td>
      <td className={wrong === undefined ? 'num c-fp nil' : 'num c-fp'}>{wrong === undefined ? <span className="soft">–</span> : percentWords(wrong)}</td>
    </tr>
  );
}

function Recall({ percent }: { percent: number }) {
  return (
    <>
      {percentWords(percent)}
      <span className="ev" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </>
  );
}
