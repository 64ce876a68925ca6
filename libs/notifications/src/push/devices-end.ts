import { SessionEnds } from '#libs/access';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PushStore } from './push.store.js';

/** Somebody signed out, here or from elsewhere: what was switched on there tells nobody anything any more. */
@Injectable()
export class DevicesEnd implements OnModuleInit {
  constructor(
    private readonly ends: SessionEnds,
    private readonly store: PushStore,
  ) {}

  onModuleInit(): void {
    this.ends.on((ended) => this.store.signedOut(ended));
  }
}
