const token = 'What the issuer gave cannot be taken';

/** Why an account of somebody's own did not let them in, by the code in the address that they came back to. */
const sentences: Record<string, string> = {
  no_issuer: 'There is no such way to sign in here any more. Ask an administrator of the tenant.',
  state: 'This browser did not begin that sign-in, or too long ago. Begin again.',
  used: 'That sign-in was finished already. Begin again.',
  denied: 'The issuer did not let you in. Begin again, and agree there.',
  mix_up: 'Another issuer answered than the one that was asked. Begin again.',
  no_role: 'Your account is known, but no rule of this tenant gives it a role. Ask an administrator of the tenant.',
  linked: 'That account belongs to another person here already.',
  other_roles: 'Your accounts have other roles here than each other. Ask an administrator of the tenant to give them the same.',
  issuer_client: 'The issuer does not take this installation’s client. Tell an administrator of the tenant.',
  changed: 'The issuer was changed meanwhile. Begin again.',
  issuer_away: 'The issuer cannot be asked now. Try again in a while.',
  too_many: 'Too many sign-ins come from here. Wait a minute.',
  token_expired: `${token}: its time is over. Set the clocks right, and begin again.`,
  token_not_yet: `${token}: its time has not begun. Set the clocks right, and begin again.`,
  token_too_old: `${token}: it was given too long ago. Begin again.`,
  token_audience: `${token}: it is for another client. An administrator compares the client’s id with the issuer’s.`,
  token_issuer: `${token}: it names another issuer. An administrator compares the issuer’s address, letter for letter.`,
  token_algorithm: `${token}: it is signed in a way that is not allowed for this issuer. An administrator names its algorithms.`,
  token_unknown_key: `${token}: no key of the issuer has signed it. Try again in a minute.`,
  token_nonce: `${token}: it was not given for this sign-in. Begin again.`,
};

/** The sentence of a code; undefined where there is none in the address. */
export function refusalOf(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  if (Object.hasOwn(sentences, code)) return sentences[code];
  return /^token_[a-z_]+$/.test(code) ? `${token} (${code}). Begin again.` : 'You were not let in. Begin again.';
}
