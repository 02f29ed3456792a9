import { useMutation } from '@tanstack/react-query';
import { useCallback, useId, useState, type ReactNode } from 'react';
import { useMay } from '@/api/rights';
import { Overlay } from '@/design/Overlay';
import { Refused } from './Refused';

interface Props {
  /** What stands on the button. */
  button: ReactNode;
  look?: 'btn' | 'btn danger' | 'btn primary';
  /** What one must be granted; without it there is no button. */
  needs?: string;
  /** The question. */
  title: string;
  /** What its button does, in words, and the one that does nothing. */
  act: string;
  keep: string;
  danger?: boolean;
  /** Whether all is there that the act needs. */
  ready?: boolean;
  /** What a reason is asked for, in words; `needed` where nothing is done without one. */
  reason?: { label: string; needed: boolean };
  /** Another way out, before the act. */
  other?: ReactNode;
  onAct: (reason: string | undefined) => Promise<unknown>;
  /** What it means, and fields if it needs some. */
  children: ReactNode;
}

/** A button that asks before it acts. The question stays open while the server has not done it, and says why it would not. */
export function AskFirst({ button, look = 'btn', needs, ...question }: Props) {
  const [asking, setAsking] = useState(false);
  const may = useMay();
  const close = useCallback(() => setAsking(false), []);
  if (needs !== undefined && !may(needs)) return null;
  return (
    <>
      <button type="button" className={look} onClick={() => setAsking(true)}>
        {button}
      </button>
      {asking ? <Question {...question} onClose={close} /> : null}
    </>
  );
}

/** A question that stays open while the server has not done what was asked, and says why it would not. */
export function Question({ title, act, keep, danger = false, ready = true, reason, other, onAct, onClose, children }: Omit<Props, 'button' | 'look' | 'needs'> & { onClose: () => void }) {
  const id = useId();
  const [why, setWhy] = useState('');
  const words = why.trim() === '' ? undefined : why.trim();
  const send = useMutation({ mutationFn: () => onAct(words), onSuccess: onClose });
  return (
    <Overlay label={title} onClose={onClose}>
      <div className="ask">
        <h2>{title}</h2>
        {children}
        {reason === undefined ? null : (
          <>
            <label htmlFor={id}>{reason.label}</label>
            <textarea id={id} className="area" rows={2} maxLength={1000} value={why} onChange={(event) => setWhy(event.target.value)} />
          </>
        )}
        <Refused error={send.error} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {keep}
          </button>
          {other}
          <button type="button" className={danger ? 'btn danger' : 'btn primary'} disabled={send.isPending || !ready || (reason?.needed === true && words === undefined)} onClick={() => send.mutate()}>
            {act}
          </button>
        </div>
      </div>
    </Overlay>
  );
}
