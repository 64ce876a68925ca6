import { Injectable, Logger } from '@nestjs/common';
import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { Db } from '../database/db.js';
import { ambient } from '../database/scope.js';
import { errorCode } from '../graphql/format-error.js';
import { wasRepeated } from '../graphql/idempotency.js';
import { loadNodes } from '../graphql/node.js';
import {
  changedFields,
  partnershipOf,
  peopleInInput,
  personOf,
  readPayload,
  refInInput,
  type Ref,
} from './act.rules.js';
import { AuditTrail, type AuditEntry } from './audit-trail.js';
import { personalFields } from './personal.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** What one operation read of one partnership, or of none. */
interface Seen {
  fields: Set<string>;
  personIds: Set<string>;
}

const log = new Logger('audit');

/** Sees every mutation and every read of a marked field, and has them written down. */
@Injectable()
export class Witness {
  private readonly reads = new WeakMap<object, Map<string | null, Seen>>();

  constructor(
    private readonly db: Db,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Wraps every mutation and every marked field. Must be the outermost wrapping: what it opens is the transaction of the
   * change, and it alone sees a refusal from where everything was rolled back.
   * @throws Error at start-up for a marked field that does not exist.
   */
  watch(schema: GraphQLSchema): void {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const resolve: Resolver = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: { input?: object }, context, info) =>
        this.change(field.name, args.input ?? {}, async () => resolve(source, args, context, info));
    }
    for (const name of personalFields()) {
      const [typeName = '', fieldName = ''] = name.split('.');
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (!field) throw new Error(`${name} is marked as personal but does not exist`);
      const resolve: Resolver = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: object, ...rest) => {
        this.see(name, source, args);
        return resolve(source, args, ...rest);
      };
    }
  }

  /** Writes down what was read in the open scope. Call it before the answer leaves: no look without its line. */
  async settle(): Promise<void> {
    const scope = ambient()?.scope;
    const seen = scope && this.reads.get(scope);
    if (!seen) return;
    this.reads.delete(scope);
    await this.trail.note(
      [...seen].map(([partnershipId, { fields, personIds }]) => ({
        kind: 'READ',
        action: 'read',
        result: 'OK',
        partnershipId,
        fields: [...fields].sort(),
        personIds: [...personIds].sort(),
      })),
    );
  }

  private see(name: string, source: unknown, args: object): void {
    const scope = ambient()?.scope;
    // Looking through somebody's eyes is not their looking.
    if (!scope || scope.identity.partnershipId) return;
    const all = this.reads.get(scope) ?? new Map<string | null, Seen>();
    this.reads.set(scope, all);
    const partnershipId = partnershipOf(source) ?? partnershipOf(args) ?? null;
    const seen = all.get(partnershipId) ?? { fields: new Set(), personIds: new Set() };
    all.set(partnershipId, seen);
    seen.fields.add(name);
    for (const person of [personOf(source), ...peopleInInput(args)]) if (person) seen.personIds.add(person);
  }

  private async change(action: string, input: object, run: () => Promise<unknown>): Promise<unknown> {
    const fields = changedFields(input);
    const named = refInInput(input);
    try {
      return await this.db.transaction(async () => {
        const payload = await run();
        const { subject = named, partnershipId, personIds } = readPayload(payload);
        this.trail.record({
          kind: 'CHANGE',
          action,
          result: wasRepeated(payload) ? 'REPEATED' : 'OK',
          subject,
          partnershipId: partnershipId ?? (await this.partnership(named)),
          fields,
          personIds: [...new Set([...personIds, ...peopleInInput(input)])],
        });
        return payload;
      });
    } catch (error) {
      const result = errorCode(error);
      const personIds = peopleInInput(input);
      await this.refused({ kind: 'CHANGE', action, result, subject: named, fields, personIds });
      throw error;
    }
  }

  /** A refusal is written after everything was rolled back; that it cannot be written changes nothing in the answer. */
  private async refused(entry: AuditEntry): Promise<void> {
    // Nobody did nothing: whoever floods us without signing in must not fill the log.
    if (entry.result === 'UNAUTHENTICATED' || ambient()?.scope.identity.partnershipId) return;
    try {
      const partnershipId = await this.partnership(entry.subject ?? undefined);
      await this.trail.note({ ...entry, partnershipId });
    } catch (error) {
      log.warn(`a refused ${entry.action} (${entry.result}) could not be recorded: ${errorCode(error)}`);
    }
  }

  /** The partnership of an object, if the caller may see it: nobody writes into the log of a stranger. */
  private async partnership(ref: Ref | undefined): Promise<string | undefined> {
    const [object] = ref ? await loadNodes([ref]) : [];
    return partnershipOf(object);
  }
}
