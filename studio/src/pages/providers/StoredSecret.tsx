import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { secretQuery } from '@/api/secrets';
import { Ago } from '@/design/Marks';
import { DeleteSecret } from '../secrets/DeleteSecret';
import { ReplaceSecret } from '../secrets/ReplaceSecret';

/** The secret that a provider's credential is made of, by its version and age, which is replaced or taken away here. Its value is shown to nobody. */
export function StoredSecret({ name }: { name: string }) {
  const { data } = useQuery(secretQuery(name));
  return (
    <>
      <dl className="kv">
        <dt>secret</dt>
        <dd className="fold">
          {data === undefined ? (
            <code>{name}</code>
          ) : (
            <>
              <Link to="/secrets" search={{ open: name }}>
                <code>{name}</code>
              </Link>{' '}
              <span className="soft">
                version {data.version}, stored <Ago at={data.stored} />
              </span>
            </>
          )}
        </dd>
      </dl>
      <div className="acts">
        <ReplaceSecret name={name} />
        {data === undefined ? null : <DeleteSecret name={name} />}
      </div>
    </>
  );
}
