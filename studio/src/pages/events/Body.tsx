import { useMutation } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { parseExact } from '@/api/exact';
import type { Json } from '@/api/json';
import type { Delivery, DeliveryBody } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { bytes } from '@/format/text';
import { JsonTree } from '@/json/JsonTree';
import { Refused } from '../Refused';

/** What was sent. Each reading is audited, so it is shown only on demand. */
export function Body({ delivery }: { delivery: Delivery }) {
  const body = useMutation({ mutationFn: () => value(api.GET('/api/v1/webhooks/deliveries/{id}/body', { params: { path: { id: delivery.id } } })) });
  return (
    <>
      <h3>
        <span>Body</span>
        <span>{bytes(delivery.size)}</span>
      </h3>
      {body.data !== undefined ? (
        <Shown body={body.data} />
      ) : (
        <>
          <p className="soft">Kept sealed. Reading it takes the right to content and stands in the audit log.</p>
          <Allowed to="control:content.read">
            <div className="links">
              <button type="button" className="btn" disabled={body.isPending} onClick={() => body.mutate()}>
                <Icon name="down" size={14} />
                Show
              </button>
            </div>
          </Allowed>
          <Refused error={body.error} />
        </>
      )}
    </>
  );
}

function Shown({ body }: { body: DeliveryBody }) {
  const json = body.text === undefined ? undefined : parsed(body.text);
  if (json !== undefined) return <JsonTree payload={json} name={body.id} />;
  return <pre className="code raw">{body.text ?? `${body.base64 ?? ''}\n(base64: it is no text)`}</pre>;
}

function parsed(text: string): Json | undefined {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
