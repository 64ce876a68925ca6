import 'reflect-metadata';
import { guardSchema } from '#libs/access';
import { PlatformModule, viewerDirective, type Config } from '#libs/platform';
import type { Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { mkdirSync, writeFileSync } from 'node:fs';
import { errorsDocument } from './errors-doc.js';
import { LinksModule } from './links/tasks-and-requests.js';
import { runProgram } from './operator.js';
import { roomModules } from './rooms.js';

/** The classes among a module's providers; resolvers are some of them. */
const classes = (providers: Provider[] = []): Type[] =>
  providers.filter((provider): provider is Type => typeof provider === 'function');

/** Writes apps/api/schema.graphql and docs/errors.md from the code, without a database. */
await runProgram(async () => {
  const platform = PlatformModule.forRoot({ databaseUrl: '' } as Config).providers;
  const rooms = [...roomModules, LinksModule].map((room) => Reflect.getMetadata('providers', room) as Provider[]);
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: ['error'] });
  const schema = await app.get(GraphQLSchemaFactory).create([platform, ...rooms].flatMap(classes), {
    directives: [viewerDirective],
  });
  mkdirSync('docs', { recursive: true });
  writeFileSync('apps/api/schema.graphql', `${printSchema(lexicographicSortSchema(guardSchema(schema)))}\n`);
  writeFileSync('docs/errors.md', errorsDocument());
  await app.close();
});
