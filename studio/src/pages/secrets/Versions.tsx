import { useQuery, useQueryClient } from '@tanstack/react-query';
import { rollBackSecret, secretVersionsQuery } from '@/api/secrets';
import { Ago, Until } from '@/design/Marks';
import { AskFirst } from '../AskFirst';
import { Asked } from '../Asked';

/** The versions of a secret that are kept, the one in force first, each of the others with what takes it back. */
export function Versions({ name }: { name: string }) {
  const query = useQuery(secretVersionsQuery(name));
  return (
    <>
      <h3>Versions</h3>
      <Asked query={query} loading={<p className="soft">…</p>}>
        {({ items }) => (
          <ol className="secret-versions">
            {items.map(({ version, stored, author, until }, at) => (
              <li key={version} aria-current={at === 0 ? 'true' : undefined}>
                <b>v{version}</b>
                <span className="soft">
                  {at === 0 ? 'in force, ' : ''}stored <Ago at={stored} />
                  {author === undefined ? '' : ` by ${author}`}
                  {until === undefined ? null : (
                    <>
                      , forgotten <Until at={until} />
                    </>
                  )}
                </span>
                {at === 0 ? null : <TakeBack name={name} version={version} next={(items[0]?.version ?? version) + 1} />}
              </li>
            ))}
          </ol>
        )}
      </Asked>
    </>
  );
}

function TakeBack({ name, version, next }: { name: string; version: number; next: number }) {
  const client = useQueryClient();
  const back = async () => {
    await rollBackSecret(name, version);
    await client.invalidateQueries();
  };
  return (
    <AskFirst needs="control:secret.write" button="Take back" title={`Take version ${version} of ${name} back?`} act={`Take v${version} back`} keep="Leave it" onAct={back}>
      <p>Its value is in force again as v{next}, and whatever uses the secret goes by it within seconds. Whether the vendor still takes it, only the vendor knows.</p>
    </AskFirst>
  );
}
