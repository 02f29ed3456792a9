import { Field } from '@/design/Field';
import { Icon } from '@/design/Icon';
import { emptyTopic, personalKinds, type TopicDraft, type Wrong } from './draft';
import { Checks, Choice, TextField, type Writing } from './RuleFields';
import { finds } from './words';

const findOptions = finds.map(({ find, name }) => [find, name] as const);

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What a rule looks for, with the fields of that. */
export function FindFields(of: Writing) {
  return (
    <>
      <Choice of={of} name="find" label="Looks for" hint={sentence(finds.find(({ find }) => find === of.draft.find)?.what ?? '')} options={findOptions} />
      <Chosen {...of} />
    </>
  );
}

function Chosen(of: Writing) {
  const { draft, wrong, set } = of;
  switch (draft.find) {
    case 'personal':
      return (
        <>
          <Checks name="personal" label="Kinds" hint="None chosen: all of them." wrong={wrong.personal} options={personalKinds.map((kind) => [kind, kind.replaceAll('_', ' ')])} chosen={draft.personal} onChange={(personal) => set({ personal })} />
          <TextField of={of} name="region" label="Country" hint="Whose phone numbers need no country code; empty is US." placeholder="DE" />
        </>
      );
    case 'injection':
      return <Checks name="injection" label="Also" hint="Reads English; takes milliseconds of a processor for each text, and needs the plugin ai-local." wrong={wrong.injection} options={[['meaning', 'by their meaning']]} chosen={draft.meaning ? ['meaning'] : []} onChange={(chosen) => set({ meaning: chosen.length > 0 })} />;
    case 'words':
      return (
        <>
          <TextField of={of} name="words" label="Words" hint="One a line; found however they are written." rows={5} />
          <TextField of={of} name="as" label="As" hint="What decisions and placeholders call them; empty is word." placeholder="competitor" />
        </>
      );
    case 'topics':
      return <Topics topics={draft.topics} wrong={wrong} onChange={(topics) => set({ topics })} />;
    case 'schema':
      return <TextField of={of} name="schema" label="Schema" hint="A JSON Schema that the text must fit." rows={8} />;
    case 'http':
      return (
        <>
          <TextField of={of} name="url" label="Address" hint="It is posted each text, and answers what it finds." placeholder="https://judge.example/look" />
          <TextField of={of} name="secret" label="Secret" hint="Name of the secret that it gets as bearer token." />
          <TextField of={of} name="timeout" label="Time" hint="For one question; empty is 2s." placeholder="500ms" />
          <Checks name="batch" label="Asked" wrong={wrong.batch} options={[['batch', 'about all texts of a call at once']]} chosen={draft.batch ? ['batch'] : []} onChange={(chosen) => set({ batch: chosen.length > 0 })} />
        </>
      );
    default:
      return null;
  }
}

function Topics({ topics, wrong, onChange }: { topics: readonly TopicDraft[]; wrong: Wrong; onChange: (topics: readonly TopicDraft[]) => void }) {
  const put = (at: number, change: Partial<TopicDraft>) => onChange(topics.map((topic, place) => (place === at ? { ...topic, ...change } : topic)));
  return (
    <>
      {topics.map((topic, at) => (
        <fieldset key={at} className="topic">
          <legend>Topic {at + 1}</legend>
          {topics.length === 1 ? null : (
            <button type="button" className="ghost" aria-label={`Remove topic ${at + 1}`} onClick={() => onChange(topics.filter((_, place) => place !== at))}>
              <Icon name="close" />
            </button>
          )}
          <Field name={`topics.${at}.name`} label="Called" wrong={wrong[`topics.${at}.name`]}>
            {(input) => <input {...input} value={topic.name} placeholder="investment_advice" autoComplete="off" spellCheck={false} onChange={({ target }) => put(at, { name: target.value })} />}
          </Field>
          <Field name={`topics.${at}.description`} label="About" hint="In a sentence." wrong={wrong[`topics.${at}.description`]}>
            {(input) => <textarea {...input} className="area" rows={2} value={topic.description} placeholder="Advice on which shares, funds or coins to buy or sell" onChange={({ target }) => put(at, { description: target.value })} />}
          </Field>
          <Field name={`topics.${at}.examples`} label="Examples" hint="One a line, as people would say it; five or more find the most." wrong={wrong[`topics.${at}.examples`]}>
            {(input) => <textarea {...input} className="area" rows={5} value={topic.examples} onChange={({ target }) => put(at, { examples: target.value })} />}
          </Field>
          <Field name={`topics.${at}.threshold`} label="Nearness" hint="From 0 to 1; empty is 0.27. A higher one finds less, and less wrongly." wrong={wrong[`topics.${at}.threshold`]}>
            {(input) => <input {...input} value={topic.threshold} inputMode="decimal" autoComplete="off" onChange={({ target }) => put(at, { threshold: target.value })} />}
          </Field>
        </fieldset>
      ))}
      <button type="button" className="btn self-start" onClick={() => onChange([...topics, emptyTopic])}>
        <Icon name="add" size={14} />
        Another topic
      </button>
    </>
  );
}
