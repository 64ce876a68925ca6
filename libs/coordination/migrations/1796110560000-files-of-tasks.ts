import { openFilesOf } from '#libs/files';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks and comments have attachments. */
export class FilesOfTasks1796110560000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await openFilesOf(runner, 'CoordinationTask', 'coordination.tasks');
    await openFilesOf(runner, 'TaskComment', 'coordination.comments');
  }

  async down(): Promise<void> {
    throw new Error('files are not left without an owner');
  }
}
