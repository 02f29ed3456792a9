import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

process.env.VITE_VERSION = manifest.version;
const server = process.env.AUTERITY_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: scripts and no inline styles.
    assetsInlineLimit: 0,
    // The layout engine is one worker of this size, fetched with the first graph.
    chunkSizeWarningLimit: 1800,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  worker: { format: 'es' },
  // The figures of docs/reference are shown as they stand there.
  server: { fs: { allow: ['..'] }, proxy: { '/api': { target: server, ws: true }, '/hooks': server } },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], isolate: false, setupFiles: ['vitest.setup.ts'] },
});
