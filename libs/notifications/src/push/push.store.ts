import { visible, type EndedSessions } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { MOST_DEVICES } from './push.rules.js';

/** A device as its owner sees it. */
export interface DeviceRow {
  id: string;
  accountId: string;
  endpoint: string;
  name: string;
  createdAt: string;
  lastSentAt: string | null;
}

/** Where the push service of a browser takes messages, the keys that seal them, and the session one is signed in with there. */
export interface DeviceAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
  sessionId: string | null;
}

/** A device that is added. */
export interface NewDevice extends DeviceAddress {
  id: string;
  name: string;
}

/** A message on its way. */
export interface QueuedPush {
  id: string;
  body: string;
  attempts: number;
  createdAt: Date;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What became of a message. */
export interface PushRow {
  id: string;
  things: number;
  at: string;
  state: 'WAITING' | 'SENT' | 'REFUSED' | 'GIVEN_UP';
  device: string | null;
}

const utc = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Devices of the caller, and what waits for devices, through functions of the owner. */
@Injectable()
export class PushStore {
  constructor(private readonly db: Db) {}

  devices(): Promise<DeviceRow[]> {
    return this.db.query(
      `select d.id, d.account_id as "accountId", d.endpoint, d.name, ${utc('d.created_at')} as "createdAt",
              ${utc('d.last_sent_at')} as "lastSentAt"
       from notifications.push_devices d where ${visible('notifications.push_devices', 'd')} order by d.created_at, d.id`,
    );
  }

  pushes(most: number): Promise<PushRow[]> {
    return this.db.query(
      `select p.id, p.things, ${utc('p.created_at')} as at, d.name as device,
              case when p.sent_at is not null then 'SENT' when p.given_up_at is not null then 'GIVEN_UP'
                   when p.problem is not null then 'REFUSED' else 'WAITING' end as state
       from notifications.pushes p
       left join notifications.push_devices d on d.id = p.device_id and ${visible('notifications.push_devices', 'd')}
       where ${visible('notifications.pushes', 'p')} order by p.created_at desc, p.id limit $1`,
      [most],
    );
  }

  /** False when there are too many already. */
  async add({ id, endpoint, p256dh, auth, name, sessionId }: NewDevice, now: Date): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>(
      `select notifications.add_push_device($1, $2, $3, $4, $5, $6, $7, $8) as done`,
      [id, endpoint, p256dh, auth, name, sessionId, MOST_DEVICES, now],
    );
    return row?.done ?? false;
  }

  /** The device of the caller known by a fingerprint has this address from now on; false when there is none. */
  async renew(fingerprint: string, { endpoint, p256dh, auth, sessionId }: DeviceAddress): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>(
      `select notifications.renew_push_device($1, $2, $3, $4, $5) as done`,
      [fingerprint, endpoint, p256dh, auth, sessionId],
    );
    return row?.done ?? false;
  }

  /** Devices of the caller go with the session they were switched on in; with all others, also those of sessions that ran out. */
  async signedOut(ended: EndedSessions): Promise<void> {
    const [condition, id] =
      'only' in ended ? ['d.session_id = $1', ended.only] : ['d.session_id is distinct from $1', ended.allBut];
    await this.db.query(
      `delete from notifications.push_devices d where ${condition} and ${visible('notifications.push_devices', 'd')}`,
      [id],
    );
  }

  async remove(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `with gone as (delete from notifications.push_devices d where d.id = $1 and ${visible('notifications.push_devices', 'd')}
       returning d.id) select id from gone`,
      [id],
    );
    return rows.length === 1;
  }

  async hasDevices(accountId: string): Promise<boolean> {
    const [row] = await this.db.query<{ has: boolean }>(`select notifications.has_push_devices($1) as has`, [
      accountId,
    ]);
    return row?.has ?? false;
  }

  /** For each device of somebody, about so many things in these partnerships. */
  async queue(
    accountId: string,
    body: string,
    things: number,
    partnershipIds: readonly string[],
    now: Date,
  ): Promise<void> {
    await this.db.query(`select notifications.queue_pushes($1, $2, $3, $4, $5)`, [
      ...[accountId, body, things, partnershipIds, now],
    ]);
  }

  /** A due message, which is the caller's alone for the length of the lease. */
  async take(leaseMs: number, now: Date): Promise<QueuedPush | undefined> {
    const [row] = await this.db.query<{ push: (Omit<QueuedPush, 'createdAt'> & { createdAt: string }) | null }>(
      `select notifications.take_push($1, $2 * interval '1 ms') as push`,
      [now, leaseMs],
    );
    return row?.push ? { ...row.push, createdAt: new Date(row.push.createdAt) } : undefined;
  }

  async sent(id: string, now: Date): Promise<void> {
    await this.db.query(`select notifications.push_sent($1, $2)`, [id, now]);
  }

  async failed(id: string, next: Date | null, problem: string, now: Date): Promise<void> {
    await this.db.query(`select notifications.push_failed($1, $2, $3, $4)`, [id, now, next, problem]);
  }

  async gone(id: string, now: Date): Promise<void> {
    await this.db.query(`select notifications.push_gone($1, $2)`, [id, now]);
  }

  async tidy(now: Date, before: Date): Promise<void> {
    await this.db.query(`select notifications.tidy_pushes($1, $2)`, [now, before]);
  }
}
