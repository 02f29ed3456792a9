import { Link } from '@tanstack/react-router';
import type { Key } from '@/api/schema';
import { Ago, Bar } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { brief, money } from '@/format/money';
import { percent } from '@/format/scale';
import { exact, farDay } from '@/format/time';
import type { Search } from '@/table/query';
import { modelWords, ownBudget, ownRates, standing } from './keys';
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
        <Link data-row className="name stretched" to="/keys" search={{ ...search, open: of.id }}>
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
      <td className="num soft c-us">{of.lastUsed === undefined ? 'never' : <Ago at={of.lastUsed} />}</td>
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
  const rates = ownRates(of, around.limits);
  return <small className="soft">{rates.length === 0 ? '–' : rates.map((rate) => (rate === undefined ? 'any' : brief(Number(rate)))).join(' · ')}</small>;
}

function Spend({ of, around }: { of: Key; around: Surroundings }) {
  const budget = ownBudget(of, around.limits);
  if (budget === undefined) {
    return (
      <td className="num soft c-sp" data-none>
        –
      </td>
    );
  }
  const spent = Number(budget.left) === 0;
  return (
    <td className="num c-sp" title={`${budget.used} used, ${budget.held} held of ${budget.cap} ${budget.unit}`}>
      {money(budget.used)}
      <span className="soft">
        /{money(budget.cap)} {budget.unit} {budget.period}
      </span>
      <Bar
        width={28}
        label={`${budget.used} of ${budget.cap} ${budget.unit} used`}
        parts={[
          { kind: spent ? 'fail' : 'done', percent: percent(Number(budget.used), Number(budget.cap)) },
          ...(Number(budget.held) === 0 || spent ? [] : [{ kind: 'live' as const, percent: percent(Number(budget.held), Number(budget.cap)) }]),
        ]}
      />
    </td>
  );
}
