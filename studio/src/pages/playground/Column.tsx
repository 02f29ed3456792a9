import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Icon } from '@/design/Icon';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { sum } from '@/format/money';
import { count } from '@/format/text';
import { guardWords, speed, type Answer } from './answer';
import type { Conversation } from './conversation';
import type { Place } from './keys';
import type { Offered } from './offered';
import type { Turn } from './question';
import { writtenQuery } from './written';

interface Props {
  place: Place;
  model: string;
  models: readonly Offered[];
  conversation: Conversation | undefined;
  /** Whether it was sent without naming who answers. */
  missing: boolean;
  onModel: (model: string) => void;
  onClose: (() => void) | undefined;
}

const states: Record<Answer['state'], { of: string; word: string }> = {
  asked: { of: 'running', word: 'asked' },
  streaming: { of: 'running', word: 'streaming' },
  succeeded: { of: 'succeeded', word: 'succeeded' },
  failed: { of: 'failed', word: 'failed' },
  stopped: { of: 'cancelled', word: 'stopped' },
};

/** One answer: who gives it, its figures, and its words along their road. */
export function Column({ place, model, models, conversation, missing, onModel, onClose }: Props) {
  const letter = place.toUpperCase();
  const options = useId();
  return (
    <section className="ansr" aria-label={`Answer ${letter}`}>
      <header>
        <b className="ab">{letter}</b>
        <input className="in" aria-label={`Answer ${letter} by`} list={options} value={model} placeholder="model or route" autoComplete="off" spellCheck={false} aria-invalid={missing} onChange={({ target }) => onModel(target.value)} />
        <datalist id={options}>
          {models.map(({ name, what }) => (
            <option key={name} value={name} label={what} />
          ))}
        </datalist>
        {onClose === undefined ? null : (
          <button type="button" className="ghost" aria-label={`Close answer ${letter}`} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>
      {conversation === undefined ? <Nothing named={model !== ''} /> : <Told of={conversation} />}
    </section>
  );
}

/** A turn that is over. */
function Over({ of: { asked, answered } }: { of: Turn }) {
  return (
    <>
      <Asked words={asked} />
      <p className="turn-over">{answered}</p>
    </>
  );
}

function Asked({ words }: { words: string }) {
  return (
    <p className="you">
      <b>You</b> {words}
    </p>
  );
}

function Nothing({ named }: { named: boolean }) {
  return (
    <div className="say-nothing">
      <h2>Nothing asked yet</h2>
      <p className="soft">{named ? 'A message is a real call: same routes, same guardrails, same budgets, and it costs what it costs.' : 'Name a model to see what it says by itself, or the name that a route gives to see what your programs get.'}</p>
    </div>
  );
}

function Told({ of: { before, asked, answer } }: { of: Conversation }) {
  const { of, word } = states[answer.state];
  return (
    <>
      <div className="sts">
        <State of={of} word={word} />
        <span className="soft">{answer.tookMs === undefined ? '' : duration(answer.tookMs)}</span>
      </div>
      <Figures answer={answer} />
      {before.map((turn, at) => (
        <Over key={at} of={turn} />
      ))}
      <Asked words={asked} />
      <Line answer={answer} />
    </>
  );
}

function Figures({ answer }: { answer: Answer }) {
  const { firstMs, output, input } = answer;
  const written = useQuery(writtenQuery(answer));
  const perSecond = speed(answer);
  const cost = written.data?.cost;
  return (
    <dl className="st">
      <Figure name="first token" value={firstMs === undefined ? undefined : duration(firstMs)} />
      <Figure name="speed" value={perSecond === undefined ? undefined : `${Math.round(perSecond)} tokens/s`} />
      <Figure name="in" value={input === undefined ? undefined : `${count(input)} tokens`} />
      <Figure name="out" value={output === undefined ? undefined : `${count(output)} tokens`} />
      <Figure name="cost" value={cost === undefined ? undefined : sum(cost)} />
      <Figure name="cache" value={answer.cache} />
      <Figure name="guardrails" value={written.data === undefined ? undefined : guardWords(written.data.stages)} />
      <Figure name="attempts" value={written.data === undefined ? undefined : count(written.data.attempts.length)} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? <span className="soft">–</span>}</dd>
    </div>
  );
}

/** The words along their road: a dot where they begin, a ring while they come, and how they ended. A cut never looks like an end. */
function Line({ answer }: { answer: Answer }) {
  const { state, model, provider, text, thought, calls, error } = answer;
  const under = state === 'asked' || state === 'streaming';
  const began = model !== undefined || text !== '';
  return (
    <ol className="written" aria-busy={under}>
      <li className={began || !under ? 'mk' : 'mk now'}>
        <span className="ln" />
        <p className="soft">{began ? `${model ?? answer.asked}${provider === undefined ? '' : ` at ${provider}`}` : `asked for ${answer.asked}`}</p>
      </li>
      {state === 'asked' ? (
        <li className="tx">
          <span className="ln" />
          <div>
            <Sk width={220} />
          </div>
        </li>
      ) : null}
      {thought === '' ? null : <Words className="soft" text={thought} />}
      {text === '' ? null : <Words text={text} live={state === 'streaming'} />}
      {calls.map((call) => (
        <li key={call} className="tx">
          <span className="ln" />
          <pre className="code">{call}</pre>
        </li>
      ))}
      {began && under ? (
        <li className="mk now last">
          <span className="ln" />
          <p className="soft">writing</p>
        </li>
      ) : null}
      {under ? null : <End answer={answer} cut={error !== undefined || state === 'stopped'} />}
    </ol>
  );
}

function Words({ text, className, live = false }: { text: string; className?: string; live?: boolean }) {
  return (
    <li className="tx">
      <span className="ln" />
      <div className={className} dir="auto">
        {text}
        {live ? <span className="caret" aria-hidden="true" /> : null}
      </div>
    </li>
  );
}

function End({ answer: { state, error, reason, decision }, cut }: { answer: Answer; cut: boolean }) {
  return (
    <li className={cut ? 'ct last' : 'mk last'}>
      <span className="ln" />
      <div role={error === undefined ? undefined : 'alert'}>
        {error === undefined ? (
          <span className="soft">{state === 'stopped' ? 'stopped here by you; what was used until then is paid' : `end, ${(reason ?? 'stop').replaceAll('_', ' ')}`}</span>
        ) : (
          <>
            <b className="bad">{error.title}</b> {error.detail} <code>{error.code}</code>
          </>
        )}{' '}
        {decision === undefined ? null : (
          <Link to="/decisions/$id" params={{ id: decision }} search={{}}>
            Open decision
          </Link>
        )}
      </div>
    </li>
  );
}
