import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Ago, Copy } from '@/design/Marks';
import { State } from '@/design/State';
import { yaml } from '@/format/yaml';
import { AskFirst } from '../AskFirst';
import { Side } from '../Side';
import { writable } from './draft';
import { evidence, measuredBy, percentWords } from './measured';
import { Recent } from './Recent';
import { Try } from './Try';
import { actOf, byMeaning, findOf, lookedFor, onWords, scopeWords, specOf } from './words';

interface Props {
  /** Absent where none is open: then a text is tried against all that can be found. */
  rule: Resource | undefined;
  missing: string | undefined;
  onClose: () => void;
  onStep: (by: number) => void;
  /** Opens the form that changes the rule. */
  onChange: () => void;
}

/** One rule: what it looks for, how well that was measured, what it found of late; and a text to try. */
export function Panel({ rule, missing, onClose, onStep, onChange }: Props) {
  return rule === undefined ? (
    <aside className="side guard" aria-label="Try a text">
      <div className="body">
        {missing === undefined ? null : <p className="pad-top">No rule {missing} is in force.</p>}
        <Try />
      </div>
    </aside>
  ) : (
    <Open rule={rule} onClose={onClose} onStep={onStep} onChange={onChange} />
  );
}

function Open({ rule, onClose, onStep, onChange }: { rule: Resource } & Pick<Props, 'onClose' | 'onStep' | 'onChange'>) {
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
          <dt>priority</dt>
          <dd>{spec.priority ?? 0}</dd>
          <dt>cannot look</dt>
          <dd className="fold">{spec.onError === 'pass' ? 'the call goes on, and the decision tells it' : 'the call is refused'}</dd>
        </dl>
        <Acts rule={rule} onChange={onChange} onEnded={onClose} />
        <Figures find={findOf(spec)} meaning={byMeaning(spec)} />
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

/** What can be done with a rule. */
function Acts({ rule, onChange, onEnded }: { rule: Resource; onChange: () => void; onEnded: () => void }) {
  const client = useQueryClient();
  const end = async () => {
    await value(api.DELETE('/api/v1/resources/{kind}/{id}', { params: { path: { kind: 'guardrail', id: rule.id } } }));
    await client.invalidateQueries({ queryKey: resourcesQuery('guardrail').queryKey });
    onEnded();
  };
  return (
    <div className="acts">
      {writable(rule) ? (
        <Allowed to="control:resource.write">
          <button type="button" className="btn" onClick={onChange}>
            Change
          </button>
        </Allowed>
      ) : (
        <span className="soft small">It says what the form cannot write: change its text and apply that.</span>
      )}
      <AskFirst needs="control:resource.write" look="btn danger" button="End" title={`End ${rule.id}?`} act={`End ${rule.id}`} keep="Keep it" danger onAct={end}>
        <p className="soft">Calls that begin from then on pass without it. Its versions are kept, and it can be applied again.</p>
      </AskFirst>
    </div>
  );
}

function Figures({ find, meaning }: { find: string; meaning: boolean }) {
  const told = evidence(find, meaning);
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
