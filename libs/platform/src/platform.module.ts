import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { Clock } from '#libs/kernel';
import { AuditTrail } from './audit/audit-trail.js';
import { Witness } from './audit/witness.js';
import { CONFIG, type Config } from './config.js';
import { Db } from './database/db.js';
import { Admission } from './graphql/admission.js';
import { ErrorCodeResolver } from './graphql/error-code.js';
import { Executor } from './graphql/executor.js';
import { Idempotency } from './graphql/idempotency.js';
import { NodeResolver } from './graphql/node.resolver.js';
import { Peers } from './graphql/peers.js';
import { SearchResolver } from './graphql/search.resolver.js';
import { SocketTransport } from './graphql/socket.js';
import { StreamTransport } from './graphql/stream.js';
import { ErrorFilter } from './http/error-filter.js';
import { Health, HealthController } from './http/health.js';
import { MailSender } from './mail/mail-sender.js';
import { MailStore } from './mail/mail.store.js';
import { Mails } from './mail/mails.js';
import { OutboxController } from './mail/outbox.controller.js';
import { Throttle } from './limits/throttle.js';

// A calendar day stays the text it is: as a Date it would shift with the time zone of the process.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

/** The machinery every room stands on. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: config.databaseUrl,
          autoLoadEntities: true,
          synchronize: false,
          retryAttempts: 0,
          applicationName: 'samenregie',
          extra: {
            max: config.databasePool,
            connectionTimeoutMillis: 5_000,
            statement_timeout: 15_000,
            // Statements are sent one behind the other where nobody has to wait for the first to send the second.
            pipeline: true,
          },
        }),
      ],
      controllers: [HealthController, OutboxController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: APP_FILTER, useClass: ErrorFilter },
        Clock,
        Db,
        AuditTrail,
        Witness,
        Executor,
        Admission,
        Health,
        Idempotency,
        Peers,
        SocketTransport,
        StreamTransport,
        Throttle,
        MailStore,
        MailSender,
        Mails,
        NodeResolver,
        SearchResolver,
        ErrorCodeResolver,
      ],
      exports: [
        CONFIG,
        Clock,
        Db,
        AuditTrail,
        Executor,
        StreamTransport,
        Admission,
        Health,
        Idempotency,
        Mails,
        Throttle,
      ],
    };
  }
}
