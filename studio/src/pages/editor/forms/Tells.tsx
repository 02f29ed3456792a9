import { Icon } from '@/design/Icon';
import { CallInput } from '../CallInput';
import { FieldSet, Input, type Form } from '../Inputs';
import { partsOf, resolve, type Schema } from '../kinds';
import { More } from '../More';
import { Parts } from '../Parts';
import { isObject, valueAt } from '../values';
import { FormFields } from './FormFields';
import { formFor } from './index';
import { asks, type Asking, type StepForm } from './form';
import { mostButtons } from './Buttons';
import { choicesOf, votedBy, voteButtons } from './voteButtons';
import { notice, votes } from './votes';

const words = '${ask.question} ${ask.link}';

/** The form of a telling: votes by buttons, a notice, or the form of what else it calls. */
function formOfCall(call: unknown): StepForm | undefined {
  const calls = valueAt(call, 'call');
  if (calls === votes.calls && valueAt(call, 'with.question') === votedBy) return votes;
  return calls === notice.calls ? notice : formFor('call', calls);
}

/** The calls that tell people of a question, or let them vote where they read it; a call without a form is shown by its schema. */
export function Tells({ field: { path, label, hint }, form }: Asking) {
  const given = valueAt(form.value, path);
  const calls: unknown[] = Array.isArray(given) ? given : [];
  const choices = choicesOf(form.value);
  const tell = () => form.onAdd(path, { id: form.free('tell'), call: notice.calls, with: { text: words } });
  const askThere = () => form.onAdd(path, { id: form.free('tell'), call: votes.calls, with: { question: votedBy, text: words, choices: voteButtons(choices) } });
  return (
    <FieldSet label={label} hint={hint}>
      {calls.map((call, at) => {
        const own = `${path}[${at}]`;
        const known = formOfCall(call);
        return (
          <div key={own} className="item" role="group" aria-label={`Telling ${at + 1}`}>
            <p>
              <span>{known?.title ?? 'A call'}</span>
              <button type="button" className="ghost" aria-label={`Remove telling ${at + 1}`} onClick={() => form.onSet(own, undefined)}>
                <Icon name="close" size={14} />
              </button>
            </p>
            {known === undefined ? <Parts parts={partsOf(form.schema, itemOf(form.schema), own)} form={form} /> : <Known of={known} form={form} own={own} />}
          </div>
        );
      })}
      <div className="acts">
        {choices.length > mostButtons ? null : (
          <button type="button" className="btn" onClick={askThere}>
            <Icon name="add" size={14} />
            Ask in a channel
          </button>
        )}
        <button type="button" className="btn" onClick={tell}>
          <Icon name="add" size={14} />
          Tell in a channel
        </button>
      </div>
    </FieldSet>
  );
}

function Known({ of, form, own }: { of: StepForm; form: Form; own: string }) {
  const shown = new Set([...of.first.map(({ path }) => path), ...(of.covers ?? [])].map((path) => `${own}.${path}`));
  const given = valueAt(form.value, `${own}.with`);
  const more = Object.keys(isObject(given) ? given : {}).filter((name) => !shown.has(`${own}.with.${name}`));
  const call = valueAt(form.value, `${own}.call`);
  return (
    <>
      <FormFields of={of} form={form} at={`${own}.`} />
      <More set={more} wrong={more.some((name) => form.wrong(`${own}.with.${name}`) !== '')}>
        <Input field={asks(`${own}.call`, 'Calls', 'A capability.', { required: true })} form={form} />
        <CallInput capability={typeof call === 'string' ? call : ''} path={`${own}.with`} form={form} shown={shown} />
      </More>
    </>
  );
}

function itemOf(schema: Schema): Schema {
  const tell = schema.$defs?.ask?.properties?.tell?.items;
  return tell === undefined ? {} : resolve(schema, tell);
}
