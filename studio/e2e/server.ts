import { readFileSync } from 'node:fs';

/** Where the signed-in state is kept between the tests of one run. */
export const session = 'target/e2e-session.json';

/** How to sign in: a one-time code or an API key, from the file that the environment names. */
export function credential(): { code: string } | { key: string } {
  const { AUTERITY_CODE_FILE, AUTERITY_KEY_FILE } = process.env;
  if (AUTERITY_CODE_FILE !== undefined) return { code: readFileSync(AUTERITY_CODE_FILE, 'utf8').trim() };
  if (AUTERITY_KEY_FILE !== undefined) return { key: readFileSync(AUTERITY_KEY_FILE, 'utf8').trim() };
  throw new Error('AUTERITY_CODE_FILE or AUTERITY_KEY_FILE must name a file with a one-time code or an API key of a server that holds a demo run');
}

/** The server under test. */
export const address = process.env.AUTERITY_URL ?? 'http://localhost:8080';
