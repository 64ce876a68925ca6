import type { House } from './house.js';
import type { CallerKey } from './people.js';
import type { MatrixWorld } from './world.js';

/** Lets somebody change something; fails when that is refused. */
export const asCaller = async (world: Omit<MatrixWorld, 'things'>, house: House, caller: CallerKey) => {
  const identity = await house.identity(world.tokens[caller]);
  return async <T>(mutation: string, input: Record<string, unknown>, selection: string): Promise<T> => {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`;
    const { data, errors } = await house.execute(identity, query, { input });
    if (errors) throw new Error(`${mutation} of ${caller}: ${JSON.stringify(errors)}`);
    return (data as Record<string, T>)[mutation]!;
  };
};

/** What runs a mutation and answers its payload. */
export type Run = Awaited<ReturnType<typeof asCaller>>;
