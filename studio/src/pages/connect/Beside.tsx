import type { ConnectorDetail } from '@/api/schema';
import { Copy } from '@/design/Marks';
import { Outward } from '@/design/Outward';
import { Grade } from '@/design/State';
import { gradeWords } from '@/design/state';
import { count } from '@/format/text';
import { yaml } from '@/format/yaml';
import { provider, secretNames, secrets, type Draft } from './draft';
import type { SchemaField } from './fields';

interface Props {
  detail: ConnectorDetail;
  draft: Draft;
  /** Names of secrets of the vault. */
  vault: readonly string[];
}

/** The file that the form writes, and what else will be stored. */
export function FileBeside({ detail, draft, vault, saved }: Props & { saved: boolean }) {
  const text = yaml(provider(detail, draft, vault));
  const kept = Object.keys(secrets(detail, draft, vault));
  return (
    <aside className="side of-connect" aria-label={saved ? 'What was stored' : 'What will be stored'}>
      <div className="title">
        <h2>{draft.id}.yaml</h2>
        <Copy text={text} label="Copy the file" />
      </div>
      <p className="soft small">
        What this form writes. <code>./auterity apply -f {draft.id}.yaml</code> does the same.
      </p>
      <ol className="filelines" aria-label="Provider as a file">
        {text
          .trimEnd()
          .split('\n')
          .map((line, at) => (
            <li key={at}>{line === '' ? ' ' : line}</li>
          ))}
      </ol>
      {kept.length === 0 ? null : (
        <>
          <h3>Secrets, encrypted, never shown again</h3>
          <dl className="kv">
            {kept.map((name) => (
              <Pair key={name} name={name} said={saved ? 'in the vault' : 'in this page alone'} />
            ))}
          </dl>
        </>
      )}
      <Connector detail={detail} />
      <h3>Undo</h3>
      <p className="soft">
        {saved ? (
          'Disable it, or delete it with its secrets. A former version of a route is applied again.'
        ) : (
          <>
            Nothing is saved before the station <b>done</b>. After that: disable it, or delete it with its secrets.
          </>
        )}
      </p>
    </aside>
  );
}

function Pair({ name, said }: { name: string; said: string }) {
  return (
    <>
      <dt title={name}>{name}</dt>
      <dd>{said}</dd>
    </>
  );
}

function Connector({ detail: { plugin, pluginVersion, file, grade, egress, rate, docs } }: { detail: ConnectorDetail }) {
  return (
    <>
      <h3>Connector</h3>
      <dl className="kv">
        <dt>plugin</dt>
        <dd>
          {plugin} {pluginVersion}
          {file ? ', a file' : ''}
        </dd>
        <dt>grade</dt>
        <dd>
          <Grade grade={grade} /> {gradeWords[Number(grade.slice(1))]}
        </dd>
        <dt>reaches</dt>
        <dd className="fold">{egress.length === 0 ? <span className="soft">nothing outside</span> : <code>{egress.join(', ')}</code>}</dd>
        {rate === undefined ? null : <Pair name="takes part in" said={`limit of ${count(rate.requests)} in ${count(rate.seconds)} s, shared`} />}
        {docs === undefined ? null : (
          <>
            <dt>vendor</dt>
            <dd>
              <Outward address={docs}>its own pages</Outward>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** The field that has the keyboard: its schema, where one gets it, where it goes. */
export function FieldBeside({ detail, draft, vault, field }: Props & { field: SchemaField }) {
  const help = detail.auth.find(({ kind }) => kind === draft.kind)?.help;
  const secret = field.type === 'secret';
  return (
    <aside className="side of-connect" aria-label="The field">
      <div className="title">
        <h2>{field.label}</h2>
      </div>
      <p className="soft small">The form is made from the connector’s schema. Nothing here was written for {detail.vendor ?? detail.id} alone.</p>
      <h3>
        <span>Schema</span> <code>{field.path}</code>
      </h3>
      <pre className="code">{JSON.stringify(field.schema, null, 2)}</pre>
      {help === undefined || !field.path.startsWith('auth.') ? null : (
        <>
          <h3>Where you get it</h3>
          <p>{help}.</p>
        </>
      )}
      {detail.docs === undefined ? null : (
        <p className="pt-2">
          <Outward address={detail.docs}>Open the pages of {detail.vendor ?? 'the vendor'}</Outward>
        </p>
      )}
      <h3>Where it goes</h3>
      <dl className="kv">
        <dt>kept as</dt>
        <dd className="fold">{secret ? <code>secret {secretNames(detail, draft, vault)[field.path]}</code> : <code>spec.{field.path}</code>}</dd>
        <dt>used by</dt>
        <dd className="fold">{secret ? 'signing only; it never leaves the server but to the vendor' : 'the connector'}</dd>
        <dt>shown again</dt>
        <dd>{secret ? 'never' : 'to who may read providers'}</dd>
      </dl>
    </aside>
  );
}
