import type { Caller } from '#libs/access';
import { Clock, MovableClock } from '#libs/kernel';
import { Db, Jobs, PlatformModule, readConfig } from '#libs/platform';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { roomModules } from '../rooms.js';

@Module({})
class DemoModule {}

/** Commits need not reach the disk one by one: a demo that was not finished is loaded anew. */
const withoutWaiting = (url: string): string => {
  const address = new URL(url);
  address.searchParams.set('options', '-c synchronous_commit=off');
  return address.href;
};

/** The rooms without a network in front, with a clock that goes where the story goes. */
export class DemoStage {
  private constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: MovableClock,
    private readonly db: Db,
  ) {}

  static async open(apiUrl: string): Promise<DemoStage> {
    const clock = new MovableClock();
    const platform = PlatformModule.forRoot(readConfig({ DATABASE_URL: withoutWaiting(apiUrl), DATABASE_POOL: '2' }));
    platform.providers = [...(platform.providers ?? []), { provide: Clock, useValue: clock }];
    const app = await NestFactory.createApplicationContext(
      { module: DemoModule, imports: [platform, ...roomModules] },
      { logger: ['error', 'warn'], abortOnError: false },
    );
    // What is due in the story is told by it; what is due today happens once the API runs.
    await app.get(Jobs).leaveToOthers();
    return new DemoStage(app, clock, app.get(Db));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** An action of a room. */
  action<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  /** Lets somebody do something at a moment. */
  act<T>(person: Caller, at: Date, work: () => Promise<T>): Promise<T> {
    this.clock.set(at);
    return this.db.run(person, work);
  }
}
