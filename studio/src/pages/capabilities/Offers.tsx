import type { CapabilityMatrix, MatrixRow } from '@/api/schema';
import { Tag } from '@/design/Marks';
import { list } from '@/format/text';
import { priceLines, roomWords, sources } from '../providers/models';

/** What the tenant's providers offer: limits, abilities and list prices of each model. */
export function Offers({ providers }: { providers: CapabilityMatrix['providers'] }) {
  const models = providers.flatMap((provider) => provider.models);
  if (models.length === 0) return null;
  return (
    <table className="t offers">
      <caption className="sr">Models that your providers offer</caption>
      <Head first="Offer" last="Price" />
      <tbody>
        {models.map((model) => (
          <tr key={model.offer}>
            <td className="c-name">
              <span className="name">{model.offer}</span>
            </td>
            <td className="c-room">{roomWords(model)}</td>
            <td className="c-can">
              <Abilities of={model.abilities} nothing="not declared" />
            </td>
            <td className="c-price" title={model.prices.length === 0 ? undefined : sources(model.prices)}>
              {model.prices.length === 0 ? (
                <span className="soft">no price</span>
              ) : (
                <>
                  {priceLines(model.prices)} <Tag>list price</Tag>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Models whose limits vendors document; a provider that lists one need not declare them. */
export function Documented({ rows }: { rows: readonly MatrixRow[] }) {
  const models = rows.flatMap((row) => row.models.map((model) => ({ connector: row.id, ...model })));
  if (models.length === 0) return null;
  return (
    <table className="t offers">
      <caption className="sr">Models as their vendors document them</caption>
      <Head first="Documented model" last="Connector" />
      <tbody>
        {models.map((model) => (
          <tr key={`${model.connector} ${model.id}`}>
            <td className="c-name">
              <span className="name">{model.id}</span>
            </td>
            <td className="c-room">{roomWords(model)}</td>
            <td className="c-can">
              <Abilities of={model.abilities} nothing="not documented" />
            </td>
            <td className="c-price">{model.connector}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Abilities({ of, nothing }: { of: readonly string[] | undefined; nothing: string }) {
  if (of === undefined) return <span className="soft">{nothing}</span>;
  return of.length === 0 ? 'none' : list(of);
}

function Head({ first, last }: { first: string; last: string }) {
  return (
    <thead>
      <tr>
        <th>{first}</th>
        <th>Room and output</th>
        <th>Abilities</th>
        <th>{last}</th>
      </tr>
    </thead>
  );
}
