import { Link } from '@tanstack/react-router';
import type { Key } from '@/api/schema';
import { Ago, Bar } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { brief, money, scopeWords, usedWords } from '@/format/money';
import { percent } from '@/format/scale';
import { list } from '@/format/text';
import { exact, farDay } from '@/format/time';
import { without, type Search } from '@/table/query';
import { CallsLink } from '../decisions/CallsLink';
import { spanOf } from '../decisions/keys';
import { budgetOf, modelWords, ratesOf, sharedWith, standing } from './keys';
import type { Surroundings } from './surroundings';

/** A key in the list. The whole row opens its panel. */
export function Row({ of, around, search }: { of: Key; around: Surroundings; search: Search }) {
  const now = useNow();
  const stands = standing(of, around.limits, around.over, now);
  const over = stands === 'revoked' || stands === 'ended';
  return (
    <tr {...(search.open === of.id ? { 'aria-selected': true } : {})} className={over || stands === 'not used' ? 'muted' : undefined}>
      <td className="c-st">
        <State of={stands} />
      </td>
      <td className="c-n">
        <Link data-row className="name stretched" to="/keys" search={{ ...without(search, 'form'), open: of.id }}>
          {of.name}
        </Link>{' '}
        <code className="soft">{of.prefix}</code>
      </td>
      <td className="c-ow">
        {of.owner ?? <span className="soft">the tenant</span>} <small className="soft">{of.holder}</small>
      </td>
      <td className="c-mo">
        <small className="soft" title={of.models?.join(', ')}>
          {modelWords(of)}
          {of.doors === undefined ? null : ` by ${of.doors.join(', ')}`}
        </small>
      </td>
      <td className="c-lm">
        <Rates of={of} around={around} />
      </td>
      <Spend of={of} around={around} />
      <td className="num soft c-us">{of.lastUsed === undefined ? 'never' : <CallsLink of={{ key: of.id, since: '30d' }} label={`Calls of ${of.name}`}><Ago at={of.lastUsed} /></CallsLink>}</td>
      <td className="num soft c-ex" data-revoked={of.revoked !== undefined || undefined}>{of.revoked !== undefined ? <When at={of.revoked} now={now} word="revoked " /> : of.expires === undefined ? 'never' : <When at={of.expires} now={now} />}</td>
    </tr>
  );
}

function When({ at, now, word = '' }: { at: string; now: number; word?: string }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {word}
      {farDay(at, now)}
    </time>
  );
}

function Rates({ of, around }: { of: Key; around: Surroundings }) {
  const rates = ratesOf(of, around.limits, around.over);
  const whose = [...new Set(rates.flatMap((rate) => (rate === undefined ? [] : (sharedWith(of, rate) ?? []))))];
  return (
    <small className="soft">
      {rates.length === 0 ? '–' : rates.map((rate) => (rate === undefined ? 'any' : brief(Number(rate.cap)))).join(' · ')}
      {whose.length === 0 ? null : ` of ${list(whose.map(scopeWords))}`}
    </small>
  );
}

function Spend({ of, around }: { of: Key; around: Surroundings }) {
  const budget = budgetOf(of, around.limits, around.over);
  if (budget === undefined) {
    return (
      <td className="num soft c-sp" data-none>
        –
      </td>
    );
  }
  const spent = Number(budget.left) === 0;
  const whose = sharedWith(of, budget);
  return (
    <td className="num c-sp" title={`${usedWords(budget)}${whose === undefined ? '' : ` by all of ${scopeWords(whose)}`}`}>
      {whose === undefined ? null : <small className="soft of">{scopeWords(whose)} </small>}
      <CallsLink of={{ key: of.id, since: spanOf(budget.period) }} label={`Calls of ${of.name} that this budget counts`}>
        {money(budget.used)}
      </CallsLink>
      <span className="soft">
        /{money(budget.cap)} {budget.unit} {budget.period}
      </span>
      <Bar
        width={28}
        label={usedWords(budget)}
        parts={[
          { kind: spent ? 'fail' : 'done', percent: percent(Number(budget.used), Number(budget.cap)) },
          ...(Number(budget.held) === 0 || spent ? [] : [{ kind: 'live' as const, percent: percent(Number(budget.held), Number(budget.cap)) }]),
        ]}
      />
    </td>
  );
}
