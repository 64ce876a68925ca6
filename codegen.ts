import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for the web workspace, from the schema the API writes. `SCHEMA` points to another one while developing. */
const config: CodegenConfig = {
  schema: process.env.SCHEMA ?? 'apps/api/schema.graphql',
  documents: ['apps/web/src/**/*.graphql'],
  ignoreNoDocuments: true,
  generates: {
    'apps/web/src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: 'unknown',
        scalars: { Cursor: 'string', Date: 'string', DateTime: 'string', ID: 'string' },
      },
    },
  },
};

export default config;
