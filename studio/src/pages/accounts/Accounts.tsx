import { useMutation, useQuery } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { sessionQuery } from '@/api/queries';
import type { Account } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Ago } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { AskFirst } from '../AskFirst';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { Refused } from '../Refused';

const columns: readonly Column[] = [
  { name: 'Account', about: 160 },
  { name: 'Sign-in', about: 96 },
  { name: 'Subject', about: 160 },
  { name: 'Linked', about: 64, num: true },
  { name: 'Signed in', about: 64, num: true },
  { name: 'Act', about: 88 },
];

/** The accounts by which whoever is here signs in: another one is linked in this very session, and one is taken away. */
export function Accounts() {
  const query = useQuery({ queryKey: ['identities'], queryFn: ({ signal }) => value(api.GET('/api/v1/identities', { signal })) });
  const items = query.data?.items ?? [];
  return (
    <Page title="Your accounts">
      <Top name="Your accounts" tally={items.length === 0 ? '' : plural(items.length, 'account')}>
        {items.length === 0 ? null : <Linking />}
      </Top>
      <Asked query={query} loading={<TableSkeleton name="accounts" columns={columns} />}>
        {(own) => (own.items.length === 0 ? <Nothing /> : <Table accounts={own.items} />)}
      </Asked>
    </Page>
  );
}

/** Each way to sign in here leads to its issuer and back, to a page that asks whether the account there is to be linked. */
function Linking() {
  const session = useQuery(sessionQuery);
  const tenant = session.data?.tenant.name ?? '';
  const ways = useQuery({ queryKey: ['sign-in', tenant], queryFn: ({ signal }) => value(api.GET('/api/v1/sign-in', { params: { query: { tenant } }, signal })), enabled: tenant !== '' });
  const begin = useMutation({
    mutationFn: (issuer: string) => value(api.POST('/api/v1/identities', { body: { issuer, next: '/accounts' } })),
    onSuccess: (begun) => location.assign(begun.authorize),
  });
  return (
    <span className="actions">
      <Refused error={begin.error} />
      {(ways.data?.items ?? []).map(({ issuer, name }) => (
        <button key={issuer} type="button" className="btn" disabled={begin.isPending || begin.isSuccess} onClick={() => begin.mutate(issuer)}>
          <Icon name="link" size={14} />
          Link an account of {name}
        </button>
      ))}
    </span>
  );
}

function Table({ accounts }: { accounts: readonly Account[] }) {
  return (
    <table className="t accounts">
      <caption className="sr">Your accounts</caption>
      <TableHead columns={columns} />
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <td className="name">{account.name}</td>
            <td>
              <code>{account.way}</code>
            </td>
            <td className="c-subject">
              <code>{account.subject}</code>
            </td>
            <td className="num c-linked">
              <Ago at={account.linkedAt} />
            </td>
            <td className="num c-seen">
              <Ago at={account.seenAt} />
            </td>
            <td className="c-acts">{accounts.length === 1 ? <span className="soft">the only one</span> : <Unlink account={account} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Unlink({ account }: { account: Account }) {
  const act = async () => {
    await value(api.DELETE('/api/v1/identities/{id}', { params: { path: { id: account.id } } }));
    location.assign('/signin');
  };
  return (
    <AskFirst button="Take away" title={`Take ${account.name} at ${account.way} away?`} act="Take it away" keep="Keep it" danger onAct={act}>
      <p>Whoever signs in with it is another person from then on. All your sessions end, this one too: sign in again with another account of yours.</p>
    </AskFirst>
  );
}

function Nothing() {
  return (
    <Empty title="You are here with a key">
      Accounts are of people who sign in at an issuer of the tenant, and are linked in their session. <code>docs/guide/sign-in.md</code> tells how an issuer is set up.
    </Empty>
  );
}
