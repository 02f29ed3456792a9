import type { Resource } from '@/api/schema';
import { Ago, Copy } from '@/design/Marks';
import { State } from '@/design/State';
import { yaml } from '@/format/yaml';
import { Side } from '../Side';
import { evidence, measuredBy, percentWords } from './measured';
import { Recent } from './Recent';
import { Try } from './Try';
import { actOf, findOf, lookedFor, onWords, scopeWords, specOf } from './words';

interface Props {
  /** Absent where none is open: then a text is tried against all that can be found. */
  rule: Resource | undefined;
  missing: string | undefined;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One rule: what it looks for, how well that was measured, what it found of late; and a text to try. */
export function Panel({ rule, missing, onClose, onStep }: Props) {
  return rule === undefined ? (
    <aside className="side guard" aria-label="Try a text">
      <div className="body">
        {missing === undefined ? null : <p className="pad-top">No rule {missing} is in force.</p>}
        <Try />
      </div>
    </aside>
  ) : (
    <Open rule={rule} onClose={onClose} onStep={onStep} />
  );
}

function Open({ rule, onClose, onStep }: { rule: Resource; onClose: () => void; onStep: (by: number) => void }) {
  const spec = specOf(rule);
  const { word, state } = actOf(spec);
  return (
    <Side
      room="guard"
      title={rule.id}
      mono
      label={`Rule ${rule.id}`}
      shown={rule.id}
      onClose={onClose}
      step={{ what: 'rule', by: onStep }}
      meta={
        <>
          <State of={state} word={word} />
          <span className="soft">
            v{rule.version}, applied <Ago at={rule.appliedAt} />
          </span>
        </>
      }
    >
      <div className="body">
        <dl className="kv">
          <dt>looks for</dt>
          <dd className="fold">
            {lookedFor(spec).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </dd>
          <dt>looks at</dt>
          <dd className="fold">{onWords(spec)}</dd>
          <dt>which calls</dt>
          <dd className="fold">{scopeWords(spec)}</dd>
          <dt>cannot look</dt>
          <dd className="fold">{spec.onError === 'pass' ? 'the call goes on, and the decision tells it' : 'the call is refused'}</dd>
        </dl>
        <Figures find={findOf(spec)} />
        <Recent rule={rule.id} />
        {'http' in spec.find ? null : <Try rule={rule.id} />}
        <h3>
          <span>Text</span>
          <Copy text={yaml(rule)} label="Copy the text" />
        </h3>
        <pre className="code">{yaml(rule)}</pre>
      </div>
    </Side>
  );
}

function Figures({ find }: { find: string }) {
  const told = evidence(find);
  return (
    <>
      <h3>Measured</h3>
      {told === undefined ? (
        <p className="soft">Nothing was measured of it: how much it finds, and how often wrongly, is not known.</p>
      ) : (
        <>
          <ul className="evs">
            {told.figures.map(({ name, percent }) => (
              <li key={name}>
                <span className="g1">
                  <span>{name}</span>
                  <b>{percentWords(percent)}</b>
                </span>
                <span className="evb" aria-hidden="true">
                  <i style={{ width: `${percent}%` }} />
                </span>
              </li>
            ))}
          </ul>
          <p className="soft small">
            On {told.on}. {measuredBy} By <code>./auterity bench guardrails</code>; people write in more ways than these texts do.
          </p>
        </>
      )}
    </>
  );
}
