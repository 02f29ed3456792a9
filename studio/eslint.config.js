import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

/** A folder may import from itself and from the folders before it: no upward imports. */
const order = ['format', 'api', 'design', 'json', 'road', 'table', 'graph', 'timeline', 'live', 'pages', 'app'];

const layers = order.map((name, at) => ({
  files: [`src/${name}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: order.slice(at + 1).map((up) => ({ group: [`@/${up}/*`], message: `${name} may not know ${up}` })) },
    ],
  },
}));

export default ts.config(
  { ignores: ['target/', 'dist/', 'public/', 'src/api/generated.ts', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], extends: [a11y.flatConfigs.strict, hooks.configs.flat['recommended-latest']] },
  ...layers,
  { files: ['scripts/**'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
);
