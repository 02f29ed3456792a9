import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { approvalsQuery } from '@/api/queries';
import type { Approval } from '@/api/schema';
import { Ago, Until } from '@/design/Marks';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { exactly, periodWords, sum } from '@/format/money';
import { Asked } from '../Asked';
import { AskFirst } from '../AskFirst';

const states: Record<string, { of: string; word: string }> = {
  in_force: { of: 'live', word: 'in force' },
  over: { of: 'ended', word: 'over' },
  withdrawn: { of: 'revoked', word: 'withdrawn' },
};

/** Who allowed more of budgets than a threshold that asks lets, the newest first; of one budget, or of all. */
export function Approvals({ budget }: { budget?: string }) {
  const query = useQuery(approvalsQuery({ limit: '20', ...(budget === undefined ? {} : { budget }) }));
  return (
    <Asked query={query} loading={<Sk width={220} />}>
      {({ items, truncated }) =>
        items.length === 0 ? (
          <p className="soft">Nobody has allowed more than that yet.</p>
        ) : (
          <>
            <ul className="approvals" aria-label="Approvals">
              {items.map((approval) => (
                <One key={approval.id} of={approval} named={budget === undefined} />
              ))}
            </ul>
            {truncated ? (
              <p className="soft small">
                The newest 20. All: <code>./auterity limit approvals</code>
              </p>
            ) : null}
          </>
        )
      }
    </Asked>
  );
}

function One({ of, named }: { of: Approval; named: boolean }) {
  const { of: state, word } = states[of.state] ?? { of: of.state, word: of.state };
  return (
    <li>
      <p>
        <State of={state} word={word} />
        {named ? <b>{of.budget}</b> : null}
        <span className="much" title={of.amount === undefined ? undefined : exactly({ amount: of.amount, currency: of.currency ?? '' })}>
          {of.amount === undefined ? 'all up to the cap' : sum({ amount: of.amount, currency: of.currency ?? '' })}
        </span>
      </p>
      <p className="soft small">
        <span>
          by {of.by}, <Ago at={of.at} />
          {of.period === undefined ? '' : `, window of ${of.period === 'total' ? 'all time' : periodWords(of.period)}`}
          {of.state === 'in_force' && of.until !== undefined ? (
            <>
              , ends <Until at={of.until} />
            </>
          ) : null}
        </span>
      </p>
      {of.reason === undefined ? null : <p className="small said">{of.reason}</p>}
      {of.withdrawn === undefined ? null : (
        <p className="soft small">
          <span>
            withdrawn by {of.withdrawn.by}, <Ago at={of.withdrawn.at} />
            {of.withdrawn.reason === undefined ? '' : `: ${of.withdrawn.reason}`}
          </span>
        </p>
      )}
      {of.state === 'in_force' ? <Withdraw of={of} /> : null}
    </li>
  );
}

function Withdraw({ of }: { of: Approval }) {
  const client = useQueryClient();
  const withdraw = async (reason: string | undefined) => {
    await value(api.POST('/api/v1/limits/approvals/{id}/withdraw', { params: { path: { id: of.id } }, body: reason === undefined ? {} : { reason } }));
    void client.invalidateQueries({ queryKey: ['approvals'] });
    void client.invalidateQueries({ queryKey: ['limits'] });
  };
  return (
    <AskFirst needs="control:budget.approve" button="Withdraw" look="btn danger" title={`Withdraw what was allowed of ${of.budget}?`} act="Withdraw it" danger keep="Leave it" reason={{ label: 'Reason, kept with the approval', needed: false }} onAct={withdraw}>
      <p className="soft">What calls have used under it stays used, calls under way end as they are. The next one that needs it is refused, on every server within two seconds.</p>
    </AskFirst>
  );
}
