import { useState, type ReactNode } from 'react';
import { ago, exact, until } from '@/format/time';
import { shortId } from '@/format/text';
import { word } from '@/format/words';
import { copyText } from './clipboard';
import { Icon } from './Icon';
import { meaning } from './labels';
import { useNow } from './now';

/** An honest label: an outlined grey word beside the name it qualifies. */
export function Tag({ children }: { children: string }) {
  return (
    <span className="tag" title={meaning(children)}>
      {children}
    </span>
  );
}

/** All labels of a name, a space before each. */
export function Tags({ marks }: { marks: readonly string[] }) {
  return marks.map((mark) => (
    <span key={mark}>
      {' '}
      <Tag>{word(mark)}</Tag>
    </span>
  ));
}

/** A button that copies a text and says so for a moment. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  const copy = () => {
    void copyText(text).then(setDone);
  };
  return (
    <button type="button" className="copy" aria-label={done ? 'Copied' : (label ?? `Copy ${text}`)} onClick={copy} onBlur={() => setDone(false)}>
      <Icon name={done ? 'check' : 'copy'} size={14} />
    </button>
  );
}

/** An id: short in the line, full on hover, copied in full. */
export function Id({ id, text, children }: { id: string; text?: string; children?: ReactNode }) {
  return (
    <span className="id" title={id}>
      {children ?? <code>{text ?? shortId(id)}</code>}
      <Copy text={id} />
    </span>
  );
}

/** How long ago, kept current; the exact instant on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at)}>
      {ago(at, now)}
    </time>
  );
}

/** How long until then, kept current; the exact instant on hover. */
export function Until({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at)}>
      {until(at, now)}
    </time>
  );
}

export interface Part {
  kind: 'done' | 'live' | 'fail' | 'hold' | 'queue';
  percent: number;
}

/** A bar of parts on a track, with the sentence it stands for. */
export function Bar({ parts, label, width, plain = false }: { parts: Part[]; label: string; width?: number; plain?: boolean }) {
  return (
    <span className="bar" role="img" aria-label={label} title={label} style={{ ...(width === undefined ? {} : { width }), ...(plain ? { background: 'none' } : {}) }}>
      {parts.map((part) => (
        <i key={part.kind} className={part.kind} style={{ width: `${part.percent}%` }} />
      ))}
    </span>
  );
}
