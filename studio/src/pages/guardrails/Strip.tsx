import type { ReactNode } from 'react';
import type { GuardrailFindings } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { cost } from '@/format/duration';
import { count } from '@/format/text';
import type { Search } from '@/table/query';
import { CallsLink } from '../decisions/CallsLink';
import { Refused } from '../Refused';
import { shareWords } from './tallied';

/** What all rules found in the newest calls, in one line; under it why that is not told. */
export function Strip({ of, error }: { of: GuardrailFindings | undefined; error: Error | null }) {
  return (
    <>
      <Facts of={of} />
      {error === null ? null : (
        <div className="px-4 pb-2">
          <Refused error={error} what={of === undefined ? 'What rules found is not told.' : 'What rules found is older.'} />
        </div>
      )}
    </>
  );
}

function Facts({ of }: { of: GuardrailFindings | undefined }) {
  return (
    <dl className="facts guard-facts">
      <Fact name="calls looked at" value={of === undefined ? undefined : count(of.looked)} calls={{ since: '7d' }}>
        {of === undefined ? null : of.whole ? (
          `of ${count(of.calls)} in 7 days`
        ) : (
          <>
            of the newest {count(of.calls)}, since <Ago at={of.since} />
          </>
        )}
      </Fact>
      <Fact name="with a finding" value={of === undefined ? undefined : count(of.found)} calls={{ since: '7d', guardrail: '*' }}>
        {of === undefined ? null : shareWords(of.found, of.looked)}
      </Fact>
      <Fact name="findings masked" value={of === undefined ? undefined : count(of.done.masked ?? 0)} calls={{ since: '7d', guardrail: '*' }} />
      <Fact name="only watched" value={of === undefined ? undefined : count(of.done.watched ?? 0)} calls={{ since: '7d', guardrail: '*' }} />
      <Fact name="calls blocked" value={of === undefined ? undefined : count(of.refused)} calls={{ since: '7d', code: 'content_refused' }} />
      <Fact name="added to a request, p50, p99" value={of?.p50Micros === undefined || of.p99Micros === undefined ? undefined : `${cost(of.p50Micros / 1000)}, ${cost(of.p99Micros / 1000)}`} />
    </dl>
  );
}

function Fact({ name, value, calls, children }: { name: string; value: string | undefined; calls?: Search; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value === undefined ? (
          '–'
        ) : (
          <CallsLink of={value === '0' ? undefined : calls} label={`The calls: ${name}`}>
            {value}
          </CallsLink>
        )}{' '}
        {children === undefined || children === null || children === '' ? null : <small>{children}</small>}
      </dd>
    </div>
  );
}
