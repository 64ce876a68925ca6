import { guardSchema } from '#libs/access';
import { graphqlModule, PlatformModule, type Config } from '#libs/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { LinksModule } from './links/tasks-and-requests.js';
import { roomModules } from './rooms.js';

/** The API: rooms put together, nothing else. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.forRoot(config), graphqlModule(guardSchema), ...roomModules, LinksModule],
    };
  }
}
