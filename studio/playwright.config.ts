import { defineConfig } from '@playwright/test';
import { address, session } from './e2e/server';

/** The browser tests run against a real server that holds a demo run: AUTERITY_URL, and AUTERITY_CODE_FILE or AUTERITY_KEY_FILE to sign in. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'target/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  // On a busy machine a test takes several times as long: these end one that hangs and say nothing about speed.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    baseURL: address,
    // A trace is asked for with --trace: to record one of each test takes longer than the tests.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
  projects: [
    { name: 'sign in', testMatch: 'signin.setup.ts' },
    { name: 'console', testMatch: '*.e2e.ts', dependencies: ['sign in'], use: { storageState: session } },
  ],
});
