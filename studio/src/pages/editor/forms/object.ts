import { AnswerFields } from './AnswerFields';
import { schemaFields } from './chatText';
import { by, lines, type StepForm } from './form';
import { ModelPick } from './picks';

/** A model reads fields out of a text. */
export const object: StepForm = {
  title: 'Read fields out of a text',
  icon: 'file',
  words: 'ai llm extract parse fields structured data',
  calls: 'ai.object.create',
  kind: 'call',
  capability: /^ai\.object\.create$/,
  first: [
    lines('with.text', 'Text', 'What is read, e.g. a letter.', { required: true }),
    lines('with.instructions', 'What to do'),
    by(AnswerFields, 'with.schema', 'Answer', 'JSON Schema of the answer.', { required: true, shows: (value) => schemaFields(value) !== undefined }),
    by(ModelPick, 'with.model', 'Model', "The provider's own when empty.", { input: 'text' }),
  ],
  value: (id) => `\${${id}.value}`,
};
