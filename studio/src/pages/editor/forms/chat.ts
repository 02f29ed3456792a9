import { AnswerFields } from './AnswerFields';
import { ChatMessages } from './ChatMessages';
import { chatOf, schemaFields } from './chatText';
import { by, type StepForm } from './form';
import { ModelPick } from './picks';

/** A chat model is asked. */
export const chat: StepForm = {
  title: 'Ask a model',
  icon: 'chat',
  words: 'ai llm gpt claude gemini prompt chat question summarise summarize summary translate write answer',
  calls: 'ai.chat.create',
  kind: 'call',
  capability: /^ai\.chat\.create$/,
  first: [
    by(ModelPick, 'with.model', 'Model', '', { required: true, input: 'text' }),
    by(ChatMessages, 'with.messages', 'Messages', 'The conversation, oldest first.', { required: true, shows: (value) => chatOf(value) !== undefined }),
    by(AnswerFields, 'with.answerSchema', 'Answer', 'JSON Schema that the answer follows.', { shows: (value) => schemaFields(value) !== undefined }),
  ],
  value: (id) => `\${${id}.parts[0].text}`,
};
