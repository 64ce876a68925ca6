import { LogAudience } from '#libs/live';
import { Injectable } from '@nestjs/common';
import { visible } from './policy.js';

/** Gives the event log, which knows nothing of rights, the rules for its rows. */
@Injectable()
export class PolicyLogAudience extends LogAudience {
  override streams(alias: string): string {
    return visible('live.streams', alias);
  }

  override events(alias: string): string {
    return visible('live.events', alias);
  }

  override personalStreams(alias: string): string {
    return visible('live.personal_streams', alias);
  }

  override personalEvents(alias: string): string {
    return visible('live.personal_events', alias);
  }
}
