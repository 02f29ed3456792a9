import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { savingsQuery } from '@/api/queries';
import type { ComparedCalls, SavingStep, SavingView } from '@/api/schema';
import { Tag } from '@/design/Marks';
import { Empty, Sk } from '@/design/Place';
import { exactly, money, sum } from '@/format/money';
import { count, plural } from '@/format/text';
import { asked, type Search } from '@/table/query';
import { Asked } from '../Asked';
import { Fork } from './Fork';
import { changeWords, deedWords, leftOutWords, ruleWords, shareWords, slower, spell, stairs, worthWords, type Stair } from './staircase';
import { usageKeys } from './sums';

/** What the address asks to be compared. */
export const savingOf = (search: Search) => savingsQuery(asked(search, usageKeys, ['measure', 'by', 'currency']));

type Choose = (baseline: string) => void;

/** What calls cost less than at one offer, and which rule each part of that belongs to. */
export function Saving({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const query = useQuery(savingOf(search));
  const choose: Choose = (baseline) => onChange({ ...search, baseline });
  return (
    <section className="saving" aria-label="Saving">
      <Asked query={query} loading={<Loading />}>
        {(view) => (view.figures === undefined ? <Unchosen view={view} onChoose={choose} /> : <Compared figures={view.figures} choices={view.choices} onChoose={choose} />)}
      </Asked>
    </section>
  );
}

function Loading() {
  return [0, 1, 2, 3].map((row) => (
    <p key={row} className="pad">
      <Sk width={row === 0 ? 160 : 320} />
    </p>
  ));
}

function Unchosen({ view, onChoose }: { view: SavingView; onChoose: Choose }) {
  if (view.choices.length === 0) {
    return (
      <Empty title="No offer to compare with" command="./auterity prices --help">
        A saving needs an offer with prices, as they stand in a dated price list. Until there is one this place shows no figure.
      </Empty>
    );
  }
  if (view.unusable !== undefined) {
    return (
      <Empty title="The baseline of the price list is gone" acts={<Baseline label="Choose a baseline" choices={view.choices} onChoose={onChoose} />}>
        A price list names one that cannot be compared with: {view.unusable}. Choose another here, or name one there as baseline; until then this place shows no figure.
      </Empty>
    );
  }
  return (
    <Empty title="No baseline chosen" acts={<Baseline label="Choose a baseline" choices={view.choices} onChoose={onChoose} />}>
      A saving needs something to compare with: an offer that could have answered every call, at a dated price. Until one is chosen, here or as baseline of a price list, this place shows no figure.
    </Empty>
  );
}

function Baseline({ label, choices, chosen, onChoose }: { label: string; choices: readonly string[]; chosen?: string; onChoose: Choose }) {
  const id = useId();
  const all = chosen === undefined || choices.includes(chosen) ? choices : [chosen, ...choices];
  return (
    <span className="baseline">
      <label className="soft small" htmlFor={id}>
        {label}
      </label>
      <select id={id} value={chosen ?? ''} onChange={(event) => onChoose(event.target.value)}>
        {chosen === undefined ? (
          <option value="" disabled>
            provider/model
          </option>
        ) : null}
        {all.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </span>
  );
}

function Compared({ figures, choices, onChoose }: { figures: ComparedCalls; choices: readonly string[]; onChoose: Choose }) {
  return (
    <>
      <header className="cap">
        <h2>Saving</h2>
        <span className="soft">
          {plural(figures.calls, 'recorded call')}, {figures.priceLists.join(', ')}
        </span>
        <span className="grow" />
        <Baseline label="Baseline" choices={choices} chosen={figures.baseline} onChoose={onChoose} />
        <Link className="small" to="/routes" search={{}}>
          Replay
        </Link>
      </header>
      {figures.calls === 0 ? <p className="note soft">No call of this time can be compared with {figures.baseline}.</p> : <Staircase figures={figures} />}
      <Method figures={figures} />
    </>
  );
}

function Staircase({ figures }: { figures: ComparedCalls }) {
  const drawn = stairs(figures);
  const { currency } = figures;
  return (
    <div className="sv">
      <div className="big">
        <p>
          <b className="fig" title={exactly({ amount: figures.saved, currency })}>
            {sum({ amount: figures.saved, currency })}
          </b>{' '}
          <Tag>list price</Tag>
        </p>
        <p className="soft small">{shareWords(figures)}</p>
        <Fork figures={figures} />
      </div>
      <table className="t stairs">
        <caption className="sr">From the baseline to what was settled, rule by rule</caption>
        <thead>
          <tr>
            <th>Rule</th>
            <th className="c-st">From baseline to settled</th>
            <th className="num">{currency}</th>
            <th className="num" title="median of its calls, against those that the baseline answered">
              p50
            </th>
            <th title="what callers said that answers were worth, against those of the baseline">Accuracy</th>
          </tr>
        </thead>
        <tbody>
          <End name="baseline" more={`${figures.baseline} for every call`} width={drawn.baseline} className="b" amount={figures.before} p50={figures.p50Ms} />
          {figures.steps.map((step, at) => (
            <Step key={`${step.kind} ${step.rule ?? ''}`} step={step} stair={drawn.steps[at]} figures={figures} />
          ))}
          <End name="settled" more="what these calls cost" width={drawn.settled} className="p" amount={figures.after} />
        </tbody>
      </table>
    </div>
  );
}

function End({ name, more, width, className, amount, p50 }: { name: string; more: string; width: number; className: string; amount: string; p50?: number | undefined }) {
  return (
    <tr className="end">
      <th scope="row" className="c-r" title={`${name} ${more}`}>
        {name} <span className="con">{more}</span>
      </th>
      <td className="c-st">
        <span className="stair" aria-hidden="true">
          <i className={className} style={{ left: 0, width: `${width}%` }} />
        </span>
      </td>
      <td className="num mono c-s" title={amount}>
        {money(amount)}
      </td>
      <td className="num c-l soft">{p50 === undefined ? '' : spell(p50)}</td>
      <td className="c-a" />
    </tr>
  );
}

function Step({ step, stair, figures }: { step: SavingStep; stair: Stair | undefined; figures: ComparedCalls }) {
  const name = ruleWords(step);
  const worth = worthWords(step, figures.scores);
  const later = slower(step.p50Ms, figures.p50Ms);
  return (
    <tr>
      <th scope="row" className="c-r" title={`${name}: ${plural(step.calls, 'call')}`}>
        {step.kind === 'route' && step.rule !== undefined ? (
          <Link to="/routes" search={{ open: step.rule }}>
            {name}
          </Link>
        ) : (
          name
        )}{' '}
        <span className="con">{deedWords(step)}</span>
      </th>
      <td className="c-st">
        {stair === undefined ? null : (
          <span className="stair" aria-hidden="true">
            <i className={stair.dearer ? 'm' : 's'} style={{ left: `${stair.left}%`, width: `${stair.width}%` }} />
            <u style={{ left: `${stair.end}%` }} />
          </span>
        )}
      </td>
      <td className="num mono c-s" title={`${step.change}, from ${step.before} to ${step.after}${Number(step.besides) === 0 ? '' : `, ${step.besides} of it for attempts without the answer`}`}>
        {changeWords(step.change)}
      </td>
      <td className="num c-l" title={step.p50Ms === undefined ? undefined : spell(step.p50Ms)}>
        {later ?? <span className="soft">–</span>}
      </td>
      <td className="c-a">
        {worth.more === undefined ? <span className="soft small">{worth.said}</span> : <b>{worth.said}</b>} {worth.more === undefined ? null : <small>{worth.more}</small>}
      </td>
    </tr>
  );
}

function Method({ figures }: { figures: ComparedCalls }) {
  const leftOut = leftOutWords(figures);
  return (
    <p className="method soft small">
      <b>How.</b> Each recorded call is priced again at the baseline with its own tokens and the same share of cached input, so the baseline is not made dearer than it was.
      {figures.estimated === 0 ? '' : ` The tokens of ${plural(figures.estimated, 'call')} are estimated.`}
      {leftOut.length === 0 ? ' No call is left out.' : ` Left out: ${leftOut.join('; ')}.`} What another model would have written, and its length, is not known. Accuracy only where callers scored answers; 95 % intervals. Of {count(figures.calls)} calls the sum, rule by rule:{' '}
      <code>./auterity usage savings --baseline {figures.baseline}</code>
    </p>
  );
}
