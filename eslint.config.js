import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const pure = ['src/contest/**/*.ts', 'src/ledger/**/*.ts']
const tests = ['**/*.test.ts', 'test/**/*.ts']

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', '**/node_modules/', 'data/', '**/.svelte-kit/', '*.config.js'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: { allowDefaultProject: ['bin/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      complexity: ['error', 25],
      'max-depth': ['error', 4],
      'no-console': 'error',
      // Numbers in messages read better bare, and the compiler keeps objects out.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Fastify's hooks and plugins are async without awaiting.
      '@typescript-eslint/require-await': 'off',
      // Our values are readonly records of functions; none of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Counting code points is what is meant.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts', 'web/**/*.{ts,svelte}'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }] },
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'setTimeout', 'performance', 'crypto', 'globalThis'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'Math', property: 'random', message: 'Chance is an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
        { selector: 'FunctionDeclaration[async=true], ArrowFunctionExpression[async=true]', message: 'Rules are not asynchronous.' },
        {
          selector: 'CallExpression[callee.property.name=/^(localeCompare|toLocaleString|toLocaleUpperCase|toLocaleLowerCase)$/]',
          message: 'Locale is not an argument anybody can check.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      'max-lines': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['web/**/*.svelte', 'web/**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['web/src/**/*.{ts,svelte}'],
    ignores: ['web/src/api/paths.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Literal[value', 'TemplateElement[value.raw', 'SvelteLiteral[value'].map((node) => ({
          selector: `${node}=/^\\u002fapi\\u002f/]`,
          message: 'Addresses of the API are built in web/src/api/paths.ts.',
        })),
      ],
    },
  },
  { files: ['web/contestant/**/*.ts'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.mjs', '*.js'], ...tseslint.configs.disableTypeChecked },
)
