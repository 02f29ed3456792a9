import { Link } from '@tanstack/react-router';
import type { GuardrailFindings, Resource } from '@/api/schema';
import { State } from '@/design/State';
import { count } from '@/format/text';
import { without, type Search } from '@/table/query';
import { CallsLink } from '../decisions/CallsLink';
import { falseAlarms, measuredOn, percentWords, recall } from './measured';
import { dayWords, talliedOf, type Tallied } from './tallied';
import { actOf, byMeaning, findOf, onWords, scopeWords, specOf } from './words';

/** A rule in the list. The whole row opens its panel. */
export function Row({ rule, search, found: all }: { rule: Resource; search: Search; found: GuardrailFindings | undefined }) {
  const spec = specOf(rule);
  const { word, state } = actOf(spec);
  const found = recall(findOf(spec), byMeaning(spec));
  const wrong = falseAlarms(findOf(spec), byMeaning(spec));
  const tallied = all === undefined ? undefined : talliedOf(rule.id, all);
  return (
    <tr {...(search.open === rule.id ? { 'aria-selected': true } : {})}>
      <td className="c-n nowrap" title={spec.scope === undefined ? undefined : `${rule.id}, ${scopeWords(spec)}`}>
        <Link data-row className="name stretched" to="/guardrails" search={{ ...without(search, 'form'), open: rule.id }}>
          {rule.id}
        </Link>
        {spec.scope === undefined ? null : <span className="con c-sc">{scopeWords(spec)}</span>}
      </td>
      <td className="c-on soft">{onWords(spec)}</td>
      <td className="c-ac nowrap">
        <State of={state} word={word} />
      </td>
      <td className={tallied === undefined || tallied.findings === 0 ? 'num c-fo zero' : 'num c-fo'}>{tallied === undefined ? '–' : tallied.findings === 0 ? '0' : <CallsLink of={{ since: '7d', guardrail: rule.id }} label={`Calls in which ${rule.id} found something`}>{count(tallied.findings)}</CallsLink>}</td>
      <td className="c-da">{tallied === undefined ? null : <DayBars of={tallied} />}</td>
      <td className="num c-re">{found === undefined ? <span className="soft">not measured</span> : <Recall percent={found} />}</td>
      <td className={wrong === undefined ? 'num c-fp nil' : 'num c-fp'}>{wrong === undefined ? <span className="soft">–</span> : percentWords(wrong)}</td>
      <td className="c-me soft">{measuredOn(findOf(spec)) ?? 'none'}</td>
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

/** Its findings of the last days, a bar each; a day without one has none. */
function DayBars({ of }: { of: Tallied }) {
  return (
    <span className="days-of" role="img" aria-label={dayWords(of)} title={dayWords(of)}>
      {of.days.map(({ day, percent }) => (
        <i key={day} style={{ height: `${percent}%` }} />
      ))}
    </span>
  );
}
