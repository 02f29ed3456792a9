import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

process.env.VITE_VERSION = manifest.version;
const server = process.env.AUTERITY_URL ?? 'http://localhost:8080';

/** Puts each text that is served beside itself in brotli and gzip, so that the server compresses nothing. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle: ({ dir = '' }) => {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|svg|html)$/.test(name)) continue;
      const bytes = readFileSync(join(dir, name));
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes));
      writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

/** The graph and what it stands on, which only runs and workflows draw. */
const drawing = /node_modules\/(elkjs|@xyflow|d3-|zustand|classcat)|src\/(graph|timeline)\//;
/** What all pages stand on. */
const common = /node_modules\/|src\/(format|api|design|json|road|table|live|app)\/|src\/main\.tsx|src\/pages\/([^/]+|[^/]+\/page\.ts)$/;
const folder = (id: string) => /src\/pages\/([^/]+)\//.exec(id)?.[1];

/** Each request costs a round trip: what every page needs, and what one page has of another, is one part; each page is one more. */
const parts = [
  {
    name: (id: string, modules: { getModuleInfo: (id: string) => { importers: readonly string[] } | null }) => {
      if (drawing.test(id)) return null;
      const own = folder(id);
      const lent = own !== undefined && own !== 'docs' && modules.getModuleInfo(id)?.importers.some((by) => folder(by) !== undefined && folder(by) !== own);
      return common.test(id) || lent === true ? 'console' : null;
    },
    priority: 1,
  },
  { name: 'graph', test: drawing },
];

/** What the bundler itself needs, one kilobyte, stands in each part that uses it instead of costing every page a request. */
const together: Plugin = {
  name: 'together',
  apply: 'build',
  enforce: 'post',
  generateBundle: (_, bundle) => {
    const runtime = Object.values(bundle).find((part) => part.type === 'chunk' && part.name === 'rolldown-runtime');
    if (runtime?.type !== 'chunk') return;
    const [, body = '', names = ''] = /^([^]*)export\{(.*)\};?\s*$/.exec(runtime.code) ?? [];
    const given = names.split(',').map((pair) => pair.split(' as ').reverse().join(':'));
    const own = `(()=>{${body}return{${given.join(',')}}})()`;
    const asked = /import\{([^}]*)\}from"\.\/rolldown-runtime[^"]*";/;
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk') part.code = part.code.replace(asked, (__, taken: string) => `const{${taken.replaceAll(' as ', ':')}}=${own};`);
      else if (part.fileName === 'index.html') part.source = String(part.source).replace(/.*rolldown-runtime.*\n/, '');
    }
    Reflect.deleteProperty(bundle, runtime.fileName);
  },
};

export default defineConfig({
  plugins: [react(), tailwindcss(), together, compressed],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    target: 'es2023',
    // The content security policy allows no data: scripts and no inline styles.
    assetsInlineLimit: 0,
    // The layout engine is one worker of this size, fetched with the first graph.
    chunkSizeWarningLimit: 1800,
    rolldownOptions: { checks: { bundlerTimings: false }, output: { codeSplitting: { groups: parts } } },
  },
  worker: { format: 'es' },
  // The figures of docs/reference are shown as they stand there.
  server: { fs: { allow: ['..'] }, proxy: { '/api': { target: server, ws: true }, '/hooks': server } },
  // The time ends a test that hangs and says nothing about speed: on a busy machine one takes several times as long.
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], isolate: false, setupFiles: ['vitest.setup.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
