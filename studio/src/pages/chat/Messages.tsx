import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asFailure } from '@/api/failure';
import { Ago } from '@/design/Marks';
import { Empty, Sk } from '@/design/Place';
import { Asked } from '../Asked';
import { answer, answered, messagesQuery, type Message } from './chat';

/** The messages of a channel or thread, the oldest first, with the buttons of questions. */
export function Messages({ provider, channel, thread }: { provider: string; channel: string; thread?: string }) {
  const query = useQuery(messagesQuery(provider, channel, thread));
  return (
    <Asked query={query} loading={<Sk width={220} />}>
      {(messages) =>
        messages.length === 0 ? (
          <Empty title="No message yet">
            <code>messaging.message.send</code> writes one.
          </Empty>
        ) : (
          <ol className="chat-messages" aria-label={thread === undefined ? `Messages of ${channel}` : 'Thread'}>
            {messages.map((message) => (
              <One key={message.ref.id} provider={provider} channel={channel} message={message} inside={thread !== undefined} />
            ))}
          </ol>
        )
      }
    </Asked>
  );
}

function One({ provider, channel, message, inside }: { provider: string; channel: string; message: Message; inside: boolean }) {
  const [open, setOpen] = useState(false);
  const replies = message.replies ?? 0;
  return (
    <li>
      <p className="chat-by">
        <b>{message.author?.name ?? 'unknown'}</b>{' '}
        <span className="soft">
          <Ago at={message.createdAt} />
          {message.updatedAt === undefined ? '' : ', changed'}
        </span>
      </p>
      <p className="chat-text" dir="auto">{message.text}</p>
      {message.question === undefined ? null : <Question provider={provider} message={message.ref.id} question={message.question} />}
      {inside || replies === 0 ? null : (
        <button type="button" className="btn" aria-expanded={open} onClick={() => setOpen(!open)}>
          {replies === 1 ? '1 answer' : `${replies} answers`}
        </button>
      )}
      {open ? <Messages provider={provider} channel={channel} thread={message.ref.id} /> : null}
    </li>
  );
}

function Question({ provider, message, question }: { provider: string; message: string; question: NonNullable<Message['question']> }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const choose = async (choice: string) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await answer(provider, message, choice);
    } catch (error) {
      setTrouble(asFailure(error).message);
    }
    await client.invalidateQueries({ queryKey: ['chat', provider] });
    setBusy(false);
  };
  const given = answered(question);
  return (
    <>
      {question.closed ? (
        <p className="soft">Closed.</p>
      ) : (
        <span className="actions" role="group" aria-label="Answer">
          {question.choices.map(({ id, label, style }) => (
            <button key={id} type="button" className={style === undefined ? 'btn' : `btn ${style}`} disabled={busy} onClick={() => void choose(id)}>
              {label}
            </button>
          ))}
        </span>
      )}
      {given.length === 0 ? null : <p className="soft small">{given.join(' · ')}</p>}
      {trouble === undefined ? null : <p role="alert">{trouble}</p>}
    </>
  );
}
