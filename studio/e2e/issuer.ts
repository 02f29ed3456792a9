import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An issuer of OpenID Connect, at which everybody agrees at once as whom `is` names. */
export interface Issuer {
  readonly url: string;
  is: { sub: string; name: string; groups: string[] };
  close: () => void;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

function signed(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
}

/** One on a free port of this machine. */
export async function openIssuer(): Promise<Issuer> {
  const nonces = new Map<string, string>();
  const issuer = { url: '', is: { sub: '', name: '', groups: [] as string[] }, close: () => void server.close() };
  const json = (response: ServerResponse, value: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

  function authorize(asked: URLSearchParams, response: ServerResponse) {
    const code = `code-${nonces.size}`;
    nonces.set(code, asked.get('nonce') ?? '');
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer.url }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const now = Math.floor(Date.now() / 1000);
    const claims = { ...issuer.is, iss: issuer.url, aud: form.get('client_id'), nonce: nonces.get(form.get('code') ?? ''), iat: now, exp: now + 300 };
    json(response, { access_token: 'unused', token_type: 'Bearer', id_token: signed(claims) });
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.url);
    if (pathname === '/authorize') authorize(searchParams, response);
    else if (pathname === '/token') void token(request, response);
    else if (pathname === '/keys') json(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] });
    else json(response, { issuer: issuer.url, authorization_endpoint: `${issuer.url}/authorize`, token_endpoint: `${issuer.url}/token`, jwks_uri: `${issuer.url}/keys` });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}
