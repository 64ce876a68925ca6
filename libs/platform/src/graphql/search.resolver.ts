import { cleanLine, commonErrors } from '#libs/kernel';
import { Args, ID, Info, Int, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { askedAt } from './loaded.js';
import { internalId, loadNodes } from './node.js';
import { partsOf, searchAll, SearchHitType } from './search.js';

const MAX_HITS = 50;

/** Searching over everything one may see. */
@Resolver()
export class SearchResolver {
  @Query(() => [SearchHitType], {
    description:
      'What fits these words, the best first: every word must occur, also as the beginning of a longer one or with another ' +
      'ending (Dutch); when little fits, also what is spelt alike. A number such as T-0231 comes first.',
  })
  async search(
    @Args('text', { description: 'What to look for, at most 200 characters.' }) text: string,
    @Info() info: GraphQLResolveInfo,
    @Args('partnershipId', { type: () => ID, nullable: true, description: 'Only in this partnership.' })
    partnership?: string | null,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many at most, up to 50.' }) first = 20,
  ): Promise<SearchHitType[]> {
    const words = cleanLine(text, { field: 'text', max: 200, optional: true });
    if (first < 1 || first > MAX_HITS)
      throw commonErrors.INVALID_INPUT({ field: 'first', args: { reason: 'TOO_MANY', limit: MAX_HITS } });
    const partnershipId = partnership ? internalId('Partnership', partnership, 'partnershipId') : null;
    if (!words) return [];
    const found = await searchAll(words, partnershipId, first);
    const nodes = await loadNodes(
      found.map(({ ref }) => ref),
      askedAt(info, 'node'),
    );
    return found.flatMap(({ place, score, excerpt }, index) => {
      const node = nodes[index];
      return node ? [Object.assign(new SearchHitType(), { node, place, score, excerpt: partsOf(excerpt) })] : [];
    });
  }
}
