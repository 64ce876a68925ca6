import { CONFIG, type Config } from '#libs/platform';
import { Global, Module } from '@nestjs/common';
import { Blobs } from './blobs/blobs.js';
import { DiskBlobs } from './blobs/disk-blobs.js';
import { S3Blobs } from './blobs/s3-blobs.js';
import { FilesController } from './files.controller.js';
import { FilesJobs } from './files.jobs.js';
import './files.policy.js';
import { FilesResolver } from './files.resolver.js';
import { FilesStore } from './files.store.js';
import { Files } from './files.js';
import { Intake } from './intake.js';
import { Uploads } from './uploads.js';

/** Attachments. */
@Global()
@Module({
  controllers: [FilesController],
  providers: [
    {
      provide: Blobs,
      inject: [CONFIG],
      useFactory: ({ files }: Config) => (files.s3 ? new S3Blobs(files.s3) : new DiskBlobs(files.folder)),
    },
    FilesStore,
    Files,
    Intake,
    Uploads,
    FilesJobs,
    FilesResolver,
  ],
  exports: [Files, Intake],
})
export class FilesModule {}
