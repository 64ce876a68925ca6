import { Municipalities } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { Officers } from '#libs/officers';
import { type PartnershipRow, Partnerships, takingPart } from '#libs/partnerships';
import { listLoader, rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { type ProposedStep, type StarterProfile, stepsFor, usualStart } from './starter.rules.js';
import { type ChoiceRow, type PathRow, StarterStore } from './starter.store.js';

/** The path of a partnership as it is now. */
export interface StarterPath extends PathRow {
  profile: StarterProfile;
  steps: ProposedStep[];
  choices: Map<string, ChoiceRow>;
}

/** Proposes a path made to measure: of the legal form, the members, whether there is an officer, and what was chosen. */
@Injectable()
export class StarterPaths {
  constructor(
    private readonly store: StarterStore,
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly officers: Officers,
    private readonly clock: Clock,
  ) {}

  /** From when it counts as long as nobody said so. */
  usualStart({ startsOn }: PartnershipRow): string {
    return usualStart(startsOn, this.clock.today());
  }

  async of(partnership: PartnershipRow): Promise<StarterPath> {
    const { id } = partnership;
    const [kept, choices] = await Promise.all([
      rowLoader(
        'starter paths',
        (ids) => this.store.paths(ids),
        (row) => row.partnershipId,
      ).load(id),
      listLoader(
        'starter choices',
        (ids) => this.store.choices(ids),
        (row) => row.partnershipId,
      ).load(id),
    ]);
    const row = kept ?? {
      ...{ partnershipId: id, startsOn: this.usualStart(partnership), asksSubsidy: false, version: 0 },
    };
    const profile = await this.profile(partnership, row);
    const byCode = new Map(choices.map((choice) => [choice.code, choice]));
    return { ...row, profile, choices: byCode, steps: stepsFor(profile, row.startsOn, new Set(byCode.keys())) };
  }

  /** What the proposals to a partnership depend on. */
  async profile(partnership: PartnershipRow, { startsOn, asksSubsidy }: PathRow): Promise<StarterProfile> {
    const { id, legalFormCode } = partnership;
    const today = this.clock.today();
    const [members, officers] = await Promise.all([this.partnerships.members(id), this.officers.inService(id)]);
    const places = takingPart(members, startsOn > today ? startsOn : today).map(({ municipalityId }) => municipalityId);
    const names = (await this.municipalities.byIds(places)).map(({ name }) => name);
    return {
      ...{ legalFormCode, asksSubsidy, hasOfficer: officers.length > 0 },
      members: names.sort((a, b) => a.localeCompare(b, 'nl')),
    };
  }
}
