import { Link } from '@tanstack/react-router';
import { few } from '@/format/text';
import type { User } from './uses';

/** Who names a secret, each with its kind and a way to it. */
export function Users({ of }: { of: readonly User[] }) {
  return (
    <ul className="secret-users">
      {of.map((user) => (
        <li key={`${user.kind} ${user.id}`}>
          <span className="soft">{user.kind}</span> <UserLink of={user} />
        </li>
      ))}
    </ul>
  );
}

/** Budgets and issuers have no address of their own. */
function UserLink({ of: { kind, name, id } }: { of: User }) {
  switch (kind) {
    case 'provider':
      return <Link to="/providers" search={{ open: id }}>{name}</Link>;
    case 'guardrail':
      return <Link to="/guardrails" search={{ open: id }}>{name}</Link>;
    case 'route':
      return <Link to="/routes" search={{ open: id }}>{name}</Link>;
    case 'trigger':
      return <Link to="/triggers" search={{ open: id }}>{name}</Link>;
    case 'workflow':
      return <Link to="/workflows/$id" params={{ id }} search={{}}>{name}</Link>;
    case 'budget':
      return <Link to="/limits" search={{ kind: 'budget' }}>{name}</Link>;
    case 'issuer':
      return <span>{name}</span>;
  }
}

/** The same in a line, of many the first. */
export const userWords = (of: readonly User[]): string => few(of.map(({ kind, name }) => `${kind} ${name}`));
