import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mandate of a service client changes with the client only, through its functions; never as one of a person does. */
export class MandatesOfSystems1796100410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const ofPerson = `not exists (select from access.accounts a where a.id = account_id and a.kind = 'SERVICE')`;
    await runner.query(`
      create policy people_only_insert on access.mandates as restrictive for insert to ${API_ROLE} with check (${ofPerson})`);
    await runner.query(`
      create policy people_only_update on access.mandates as restrictive for update to ${API_ROLE} using (${ofPerson})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop policy people_only_insert on access.mandates`);
    await runner.query(`drop policy people_only_update on access.mandates`);
  }
}
