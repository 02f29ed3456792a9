// Writes src/api/generated.ts from the committed description of the API; with --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const description = new URL('../../api/openapi.yaml', import.meta.url);
const target = new URL('../src/api/generated.ts', import.meta.url);

const header = `// Written by \`npm run types\` from api/openapi.yaml. Change the server, not this file.\nimport type { Json } from './json';\n\n`;

/** A value that the API leaves open is any JSON. */
const free = (schema) => (Object.keys(schema).length === 0 ? ts.factory.createTypeReferenceNode('Json') : undefined);
const fresh = header + astToString(await openapiTS(description, { transform: free }));

if (!process.argv.includes('--check')) {
  writeFileSync(target, fresh);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== fresh) {
  console.error(`${fileURLToPath(target)} is not what api/openapi.yaml says. Run: npm --prefix studio run types`);
  process.exit(1);
}
