import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule, type GqlModuleOptions } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { HttpDriver } from './http-driver.js';
import { preferLoaded } from './loaded.js';
import { viewerDirective } from './viewer-directive.js';

/** The code-first schema behind both transports; `guard` puts the rules in front of the root fields. */
export const graphqlModule = (guard: (schema: GraphQLSchema) => GraphQLSchema): DynamicModule =>
  GraphQLModule.forRoot<GqlModuleOptions>({
    driver: HttpDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: { directives: [viewerDirective] },
    transformSchema: (schema) => guard(preferLoaded(schema)),
    transformAutoSchemaFile: true,
  });
