import { StepInput } from '../StepInput';
import { valueAt } from '../values';
import { chatOf, messagesOf, type Chat } from './chatText';
import { lines, type Asking } from './form';

const system = lines('system', 'System', 'Who the model is, and how it answers.');
const prompt = lines('prompt', 'Prompt', 'What is asked. ${…} puts a value in.', { required: true });

/** Two boxes in place of the list of messages: what the model is, and what is asked. */
export function ChatMessages({ field: { path }, form }: Asking) {
  const chat = chatOf(valueAt(form.value, path)) ?? { system: '', prompt: '' };
  const write = (part: Partial<Chat>) => form.onSet(path, messagesOf({ ...chat, ...part }));
  const shared = { names: form.names, last: form.last };
  return (
    <>
      <StepInput field={system} value={chat.system} wrong="" {...shared} onType={(text) => write({ system: text })} />
      <StepInput field={prompt} value={chat.prompt} wrong={form.wrong(path)} {...shared} onType={(text) => write({ prompt: text })} />
    </>
  );
}
