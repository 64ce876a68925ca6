import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noForwardRef = {
  name: 'forwardRef',
  message:
    'A circle between providers is a wrong border: use an event, a port bound in apps/api, or move the shared idea down a floor.',
};
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'artefacts/', 'test-results/', 'apps/web/src/gql/', '**/*.d.mts'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },

  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Off on purpose: `import type` for a class that appears in a decorated signature erases it, and with it the
      // metadata Nest injects by. verbatimModuleSyntax is off for the same reason.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Nest modules are classes without members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers read well in a template; objects do not and stay forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Arrow functions that only cause something read well on one line: `() => void send()`, `(x) => onChange(x)`.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A signal without a payload is createSignal<void>().
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Actions and stores keep an async signature even where today nothing is awaited.
      '@typescript-eslint/require-await': 'off',
      // Event handlers may be async, as attributes and in option objects; elsewhere a forgotten promise stays an error.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, properties: false } },
      ],
      // noUncheckedIndexedAccess makes it necessary here and there, with an invariant one line above.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Codes of libraries are compared with their numbers and texts.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Nest and TypeORM take plain objects where their types name a class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // [...text] is how one counts characters and not code units.
      '@typescript-eslint/no-misused-spread': 'off',
      // Naming the default of a type parameter tells the reader what it is.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },

  {
    files: ['libs/**/*.ts', 'apps/api/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@nestjs/common', importNames: ['forwardRef'], message: noForwardRef.message }] },
      ],
    },
  },
  {
    files: ['libs/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'NewExpression[callee.name=/(?:Http|Request|Unauthorized|Forbidden|NotFound|Conflict|Gone|Entity|Server\\w*|Service\\w*)Exception$/]',
          message: 'A room does not know HTTP: throw an AppError with a code of its own.',
        },
      ],
    },
  },

  {
    files: ['apps/web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // Props and hooks are objects of functions, declared as methods and taken apart everywhere.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },

  {
    // What a test expects is often looser than what the code may do.
    files: ['**/*.spec.{ts,tsx}', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },

  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process console Buffer URL AbortController AbortSignal fetch performance',
          'setTimeout clearTimeout setInterval clearInterval globalThis',
        ]
          .flatMap((names) => names.split(' '))
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.spec.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        'describe it expect beforeAll beforeEach afterAll afterEach'.split(' ').map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
);
