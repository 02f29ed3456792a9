// Writes src/api/generated.ts from the committed description of the API; with --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const description = new URL('../../api/openapi.yaml', import.meta.url);
const target = new URL('../src/api/generated.ts', import.meta.url);

const header = '// Written by `npm run types` from api/openapi.yaml. Change the server, not this file.\n';
const fresh = header + astToString(await openapiTS(description));

if (!process.argv.includes('--check')) {
  writeFileSync(target, fresh);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== fresh) {
  console.error(`${fileURLToPath(target)} is not what api/openapi.yaml says. Run: npm --prefix studio run types`);
  process.exit(1);
}
