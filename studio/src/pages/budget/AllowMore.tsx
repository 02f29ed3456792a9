import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { api, value } from '@/api/client';
import { onceKey } from '@/api/once';
import type { Limit } from '@/api/schema';
import { periodWords, sum } from '@/format/money';
import { exact } from '@/format/time';
import { AskFirst } from '../AskFirst';
import { asksAt, isAmount } from './threshold';

/** Allows calls to use more of the window of now than a threshold that asks lets; nothing where a limit has none. */
export function AllowMore({ limit }: { limit: Limit }) {
  const client = useQueryClient();
  const id = useId();
  const [all, setAll] = useState(false);
  const [amount, setAmount] = useState('');
  // The same answer twice, as after a lost line, is one approval.
  const keys = useRef(new Map<string, string>());
  const at = asksAt(limit);
  if (at === undefined) return null;
  const allow = async (reason: string | undefined) => {
    const body = { period: limit.period, ...(all ? { all } : { amount: amount.trim() }), ...(reason === undefined ? {} : { reason }) };
    const told = JSON.stringify(body);
    const key = keys.current.get(told) ?? onceKey();
    keys.current.set(told, key);
    await value(api.POST('/api/v1/limits/budget/{id}/approvals', { params: { path: { id: limit.name } }, body, headers: { 'Idempotency-Key': key } }));
    keys.current.clear();
    setAmount('');
    void client.invalidateQueries({ queryKey: ['approvals'] });
    void client.invalidateQueries({ queryKey: ['limits'] });
  };
  return (
    <AskFirst
      needs="control:budget.approve"
      button="Allow more"
      title={`Allow more of ${limit.name}?`}
      act="Allow it"
      keep="Leave it"
      ready={all || isAmount(amount)}
      reason={{ label: 'Reason, kept with the approval', needed: false }}
      onAct={allow}
    >
      <p className="soft">
        Calls that would go beyond {at} of {sum({ amount: limit.cap, currency: limit.unit })} {periodWords(limit.period)} are refused. What is allowed here adds to what was allowed before, and holds {limit.resetsAt === undefined ? 'until it is withdrawn' : `until its window ends, ${exact(limit.resetsAt)}`}.
      </p>
      <div className="field">
        <span className="lab" id={`${id}-much`}>
          How much
        </span>
        <div className="checks" role="radiogroup" aria-labelledby={`${id}-much`}>
          <label>
            <input type="radio" name={id} checked={!all} onChange={() => setAll(false)} /> an amount
          </label>
          <label>
            <input type="radio" name={id} checked={all} onChange={() => setAll(true)} /> all up to the cap
          </label>
        </div>
      </div>
      {all ? null : (
        <div className="field">
          <label htmlFor={`${id}-amount`}>{limit.unit}</label>
          <div>
            <input id={`${id}-amount`} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} aria-invalid={amount !== '' && !isAmount(amount)} aria-describedby={`${id}-said`} />
            <p id={`${id}-said`} className="soft small">
              Beyond {at}, such as 5 or 0.25.
            </p>
          </div>
        </div>
      )}
    </AskFirst>
  );
}
