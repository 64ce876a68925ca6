import { openFilesOf } from '#libs/files';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = `item.author_id = (select platform.account_id())`;

/**
 * Requests, messages, answers and notes have attachments. Each is seen by whom its row is seen: those of notes by nobody of the
 * actor. What was sent stays as it was sent.
 */
export class FilesOfRequests1796140300100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const open = `item.status not in ('CLOSED', 'WITHDRAWN')`;
    await openFilesOf(runner, 'Request', 'requests.requests', {
      added: open,
      removed: `item.sent_at is null and ${open}`,
    });
    const written = { parties: true, removed: 'false' };
    await openFilesOf(runner, 'RequestEntry', 'requests.entries', {
      added: `item.kind = 'MESSAGE' and ${mine}`,
      ...written,
    });
    await openFilesOf(runner, 'RequestAnswer', 'requests.answers', { added: mine, ...written });
    await openFilesOf(runner, 'RequestNote', 'requests.notes', { added: mine, removed: mine });
  }

  async down(): Promise<void> {
    throw new Error('files are not left without an owner');
  }
}
