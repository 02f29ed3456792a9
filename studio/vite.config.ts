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

/** What every page needs comes in few parts, since each request costs a round trip. */
const parts = [
  { name: 'vendor', test: /node_modules\/(?!elkjs|@xyflow)/ },
  { name: 'shared', test: /src\/(format|api|design|json|road|table|live|app)\/|src\/pages\/[^/]+$/ },
];

export default defineConfig({
  plugins: [react(), tailwindcss(), compressed],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    emptyOutDir: true,
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
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], isolate: false, setupFiles: ['vitest.setup.ts'] },
});
