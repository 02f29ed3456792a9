import { useState } from 'react';
import type { OfferedModel, ProviderDetail, UnitPrice } from '@/api/schema';
import { Copy, Tag } from '@/design/Marks';
import { count, list, plural } from '@/format/text';
import { word } from '@/format/words';
import { noPriceWords, priceLines, roomWords, sources } from './models';

const shown = 6;

/** What may be asked of a provider: its models, what each can do and what it costs today. */
export function Models({ detail }: { detail: ProviderDetail }) {
  const [whole, setWhole] = useState(false);
  const { models } = detail;
  if (models.length === 0) return <NoModels detail={detail} />;
  return (
    <>
      <h3>
        <span>Models</span>
        <span>{plural(models.length, 'offer')}</span>
      </h3>
      <ul className="models">
        {(whole ? models : models.slice(0, shown)).map((model) => (
          <Model key={model.id} model={model} detail={detail} />
        ))}
      </ul>
      {models.length > shown && !whole ? (
        <button type="button" className="btn" onClick={() => setWhole(true)}>
          All {count(models.length)}
        </button>
      ) : null}
    </>
  );
}

/** Only a kind that has models lacks them; others may have prices all the same. */
function NoModels({ detail }: { detail: ProviderDetail }) {
  if (detail.kind !== 'ai' && detail.prices.length === 0) return null;
  return (
    <>
      <h3>{detail.kind === 'ai' ? 'Models' : 'Prices'}</h3>
      {detail.kind === 'ai' ? <p className="soft">None listed: it is sent whatever name a call asks for. List them under spec.models to give each a price and what it can do.</p> : null}
      <dl className="kv">
        <dt>prices</dt>
        <dd className="fold">{detail.prices.length === 0 ? <NoPrice detail={detail} /> : <Prices prices={detail.prices} />}</dd>
      </dl>
    </>
  );
}

function Model({ model, detail }: { model: OfferedModel; detail: ProviderDetail }) {
  return (
    <li>
      <p className="mname">
        <b>{model.id}</b>
        <Copy text={model.offer} label={`Copy ${model.offer}`} />
        {model.as === model.id ? null : (
          <span className="soft">
            sent as <code>{model.as}</code>
          </span>
        )}
        {model.usual && detail.models.length > 1 ? <span className="soft">answers calls that name none</span> : null}
      </p>
      <dl className="kv">
        <dt>room, output</dt>
        <dd>{roomWords(model)}</dd>
        <dt>abilities</dt>
        <dd className="fold">{model.abilities === undefined ? <span className="soft">not declared, excludes nothing</span> : model.abilities.length === 0 ? 'none' : list(model.abilities)}</dd>
        <Place of={model} at={detail} />
        <dt>price</dt>
        <dd className="fold">
          {model.prices.length === 0 ? <NoPrice detail={detail} /> : <Prices prices={model.prices} />}
          {model.tiers.map((tier) => (
            <span key={tier.above} className="block soft">
              over {count(tier.above)} tokens of input: {priceLines(tier.prices)}
            </span>
          ))}
        </dd>
      </dl>
    </li>
  );
}

/** Where a model runs and what it promises, where that is not what its provider says. */
function Place({ of, at }: { of: OfferedModel; at: ProviderDetail }) {
  const own = [
    ...(of.region === undefined || of.region === at.region ? [] : [of.region]),
    ...(of.regimes === undefined || String(of.regimes) === String(at.regimes) ? [] : of.regimes),
    ...(of.privacy === undefined || of.privacy === at.privacy ? [] : [word(of.privacy)]),
  ];
  if (own.length === 0) return null;
  return (
    <>
      <dt>runs in</dt>
      <dd className="fold">{own.join(', ')}</dd>
    </>
  );
}

function Prices({ prices }: { prices: UnitPrice[] }) {
  return (
    <>
      {priceLines(prices)} <Tag>list price</Tag>
      <span className="block soft">{sources(prices)}</span>
    </>
  );
}

function NoPrice({ detail }: { detail: ProviderDetail }) {
  return (
    <>
      no price <span className="soft">{noPriceWords(detail.unpricedUnder)}</span>
    </>
  );
}
