// Writes src/api/generated.ts and src/api/needs.ts from the committed description of the API; with --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const description = new URL('../../api/openapi.yaml', import.meta.url);
const source = (name) => new URL(`../src/api/${name}`, import.meta.url);

const header = `// Written by \`npm run types\` from api/openapi.yaml. Change the server, not this file.\nimport type { Json } from './json';\n\n`;

/** A value that the API leaves open is any JSON. */
const free = (schema) => (Object.keys(schema).length === 0 ? ts.factory.createTypeReferenceNode('Json') : undefined);

/** What each route needs, by method and path; what every signed-in caller may use is left out. */
const needs = [];
for (const [, path, body] of readFileSync(description, 'utf8').matchAll(/^ {2}(\/\S+):\n((?: {4}.*\n)+)/gm))
  for (const [, method, route] of body.matchAll(/^ {4}(get|put|post|patch|delete):\n((?: {6}.*\n)+)/gm)) {
    const act = /^ {6}x-needs: (\S+)$/m.exec(route)?.[1];
    if (act !== undefined && act !== 'control:enter') needs.push([`${method.toUpperCase()} ${path}`, act]);
  }
if (needs.length < 50) throw new Error(`${needs.length} routes of ${fileURLToPath(description)} tell what they need: too few to be all`);

const files = {
  'generated.ts': header + astToString(await openapiTS(description, { transform: free })),
  'needs.ts': `// Written by \`npm run types\` from api/openapi.yaml. Change the server, not this file.\n\n/** What each route of the API needs, by method and path. */\nexport const needs: Readonly<Record<string, string>> = {\n${needs.map(([route, act]) => `  '${route}': '${act}',\n`).join('')}};\n`,
};

for (const [name, fresh] of Object.entries(files)) {
  const target = source(name);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, fresh);
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== fresh) {
    console.error(`${fileURLToPath(target)} is not what api/openapi.yaml says. Run: npm --prefix studio run types`);
    process.exit(1);
  }
}
