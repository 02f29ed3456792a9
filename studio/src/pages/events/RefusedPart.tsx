import { Link } from '@tanstack/react-router';
import type { Delivery, Hook, Refusal } from '@/api/schema';
import { Ago, Until } from '@/design/Marks';
import { useNow } from '@/design/now';
import { plural } from '@/format/text';
import { AcceptFormer, SetAtVendor } from './FormerSecret';
import { former } from './hooks';

/** What is known of a delivery that nobody kept: why it was refused, what mends that, and who sent it. */
export function RefusedPart({ delivery, refusal, hook }: { delivery: Delivery; refusal: Refusal; hook: Hook | undefined }) {
  return (
    <>
      <div className="why-refused">
        <Why delivery={delivery} refusal={refusal} hook={hook} />
        {hook === undefined ? null : (
          <p className="soft">
            {plural(hook.lastDay.refused, 'delivery', 'deliveries')} to this endpoint {hook.lastDay.refused === 1 ? 'was' : 'were'} refused in 24 h.
          </p>
        )}
        {hook === undefined ? null : (
          <div className="links">
            <Mend refusal={refusal} hook={hook} />
            <Link className="btn" to="/events" search={{ open: hook.id }}>
              Show the endpoint
            </Link>
            <Link className="btn" to="/events" search={{ state: 'refused', webhook: hook.id }}>
              All refused there
            </Link>
          </div>
        )}
      </div>
      <h3>Headers and body</h3>
      <p className="soft">Not kept and not parsed: nobody has shown who sent it. What was refused cannot be replayed; have the vendor send it again.</p>
      <h3>Sender</h3>
      <dl className="kv">
        <dt>address</dt>
        <dd>
          <code>{refusal.address}</code>
        </dd>
        <dt>tries</dt>
        <dd className="fold">
          {delivery.repeats + 1}
          {delivery.repeated === undefined ? null : (
            <span className="soft">
              {' '}
              for this reason within ten minutes, the last <Ago at={delivery.repeated} />
            </span>
          )}
        </dd>
      </dl>
    </>
  );
}

/** What mends a signature of the secret of before, where something does from here. */
function Mend({ refusal, hook }: { refusal: Refusal; hook: Hook }) {
  const standing = former(refusal, hook, useNow());
  return (
    <>
      {refusal.formerVersion === undefined || hook.atVendor === undefined ? null : <SetAtVendor hook={hook} />}
      {standing === 'kept' ? <AcceptFormer hook={hook} version={hook.secretVersion - 1} /> : null}
    </>
  );
}

function Why({ delivery: { reason }, refusal, hook }: { delivery: Delivery; refusal: Refusal; hook: Hook | undefined }) {
  const now = useNow();
  if (refusal.formerVersion === undefined || refusal.formerUntil === undefined) {
    return <p>{reason === undefined ? 'It was refused.' : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`}</p>;
  }
  return (
    <p>
      <b>It equals the signature of secret {refusal.formerVersion}</b>, which was good until <Ago at={refusal.formerUntil} />. {hook?.formerUntil !== undefined && former(refusal, hook, now) === 'valid' ? (
        <>
          It is accepted again and ends <Until at={hook.formerUntil} />: have the vendor send it again.
        </>
      ) : (
        'Somewhere the vendor still has it: give it the one of now there.'
      )}
    </p>
  );
}
