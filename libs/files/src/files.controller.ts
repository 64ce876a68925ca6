import { callerOrNobody } from '#libs/access';
import { commonErrors, fromGlobalId, toGlobalId } from '#libs/kernel';
import { Authenticator, Db, internalId } from '#libs/platform';
import {
  Controller,
  Delete,
  Get,
  Head,
  HttpCode,
  Options,
  Param,
  Patch,
  Post,
  Req,
  Res,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileHeaders } from './content.js';
import { MAX_PART, metadataOf, spanOf } from './file.rules.js';
import { Files } from './files.js';
import { FilesStore, type AttachmentRow } from './files.store.js';
import { Intake } from './intake.js';
import { Uploads } from './uploads.js';

const VERSION = '1.0.0';
const CHUNK = 'application/offset+octet-stream';

const numberIn = (header: unknown): number => {
  const value = typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : NaN;
  if (Number.isNaN(value)) throw commonErrors.INVALID_INPUT({ field: 'file' });
  return value;
};

/** Bytes come in by the tus protocol (1.0.0: core, creation, expiration, termination) and go out as files to save. */
@Controller('files')
export class FilesController implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly db: Db,
    private readonly authenticator: Authenticator,
    private readonly files: Files,
    private readonly store: FilesStore,
    private readonly uploads: Uploads,
    private readonly intake: Intake,
  ) {}

  onModuleInit(): void {
    // Without a network in front, as for the demo, there is nothing to read.
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | undefined;
    adapter
      ?.getInstance<FastifyInstance>()
      .addContentTypeParser(CHUNK, { parseAs: 'buffer', bodyLimit: MAX_PART }, (_request, body, done) => {
        done(null, body);
      });
  }

  @Options()
  @HttpCode(204)
  options(@Res() reply: FastifyReply): void {
    void reply
      .headers({ 'tus-resumable': VERSION, 'tus-version': VERSION, 'tus-extension': 'creation,expiration,termination' })
      .send();
  }

  /** `Upload-Length`, and `Upload-Metadata` with `filename` and `owner`, the global id of what the file hangs on. */
  @Post()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.as(request, async () => {
      const { filename = '', owner = '' } = metadataOf(request.headers['upload-metadata']);
      const size = numberIn(request.headers['upload-length']);
      const row = await this.uploads.begin(fromGlobalId(owner), filename, size);
      this.tell(reply.status(201), row);
      void reply.header('location', `/files/${toGlobalId('Attachment', row.id)}`).send();
    });
  }

  @Head(':id')
  where(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.as(request, async () => {
      this.tell(reply.status(200), await this.uploads.mine(internalId('Attachment', id))).send();
    });
  }

  @Patch(':id')
  append(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.as(request, async () => {
      if (!(request.body instanceof Uint8Array)) throw commonErrors.INVALID_INPUT({ field: 'file' });
      const start = numberIn(request.headers['upload-offset']);
      const row = await this.uploads.append(internalId('Attachment', id), start, request.body);
      this.tell(reply.status(204), row).send();
    });
  }

  @Delete(':id')
  stop(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.as(request, async () => {
      const row = await this.uploads.mine(internalId('Attachment', id));
      const file = row.status === 'UPLOADING' ? await this.files.byId(row.id) : null;
      if (!file) throw commonErrors.NOT_FOUND();
      await this.uploads.remove(file);
      void reply.status(204).header('tus-resumable', VERSION).send();
    });
  }

  @Get(':id')
  async download(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.as(request, async () => {
      const file = await this.files.byId(internalId('Attachment', id));
      if (file?.status !== 'READY') throw commonErrors.NOT_FOUND();
      const { size, name } = file;
      const span = spanOf(request.headers.range, size);
      void reply.headers({ 'accept-ranges': 'bytes', 'cache-control': 'private, no-store' });
      if (span === null) return reply.status(416).header('content-range', `bytes */${size}`).send();
      const { from, to } = span ?? { from: 0, to: size - 1 };
      if (span) void reply.status(206).header('content-range', `bytes ${from}-${to}/${size}`);
      const parts = await this.store.parts(file.row.id);
      return reply
        .headers({ ...fileHeaders(name, file.mediaType), 'content-length': to - from + 1 })
        .send(this.intake.content(parts, { from, to }));
    });
  }

  private async as(request: FastifyRequest, work: () => Promise<unknown>): Promise<void> {
    const { cookie, authorization } = request.headers;
    await this.db.run(await this.authenticator.authenticate({ cookie, authorization }), async () => {
      // What a system sends it has a scope for, as whatever the file hangs on says; what it fetches it may see.
      if (!callerOrNobody()) throw commonErrors.UNAUTHENTICATED();
      await work();
    });
  }

  private tell(reply: FastifyReply, { size, received, expiresAt }: AttachmentRow): FastifyReply {
    return reply.headers({
      ...{ 'tus-resumable': VERSION, 'upload-offset': received, 'upload-length': size, 'cache-control': 'no-store' },
      ...(expiresAt && { 'upload-expires': new Date(expiresAt).toUTCString() }),
    });
  }
}
