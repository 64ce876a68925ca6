import type { EventDraft } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { AuditTrail, CONFIG, Jobs, type Config, type Job } from '#libs/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Blobs } from './blobs/blobs.js';
import { isInfected } from './clamd.js';
import { contentOf } from './content.js';
import { fileEvents } from './file.events.js';
import { FilesStore } from './files.store.js';

/** Looking at one file for viruses. */
export const CHECK = 'files.check';
/** Parts that are removed in one go. */
const BATCH = 500;

/** What happens to files when nobody is looking. */
@Injectable()
export class FilesJobs implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly store: FilesStore,
    private readonly blobs: Blobs,
    private readonly events: EventLog,
    private readonly trail: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(CHECK, (job) => this.check(job));
    this.jobs.every('files.sweep', '*/10 * * * *', () => this.sweep());
  }

  private async check({ payload, partnershipId }: Job): Promise<void> {
    const { id, event } = payload as { id: string; event: Omit<EventDraft, 'type'> };
    const parts = await this.store.partsToCheck(id);
    // Taken away meanwhile.
    if (parts.length === 0) return;
    const { clamd } = this.config.files;
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const infected = clamd && (await isInfected(clamd, contentOf(this.blobs, parts, { from: 0, to: size - 1 })));
    if (!(await this.store.finishCheck(id, infected ? 'REFUSED' : 'READY'))) return;
    this.events.record({ ...event, type: fileEvents.ATTACHMENT_CHECKED });
    if (!infected) return;
    const subject = { type: event.subjectType, id: event.subjectId };
    this.trail.record({ kind: 'CHANGE', action: 'refuseFile', result: 'OK', partnershipId, subject });
  }

  /** Gives up what nobody goes on sending, and empties the store of what nothing names. */
  private async sweep(): Promise<void> {
    await this.store.expireUploads();
    // Removing what is gone already is no failure: should this not commit, the next turn does it again.
    for (const key of await this.store.takeLeftovers(BATCH)) await this.blobs.remove(key);
  }
}
