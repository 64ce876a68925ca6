import { errorCatalogue } from '#libs/kernel';
import { Field, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';

/** Filled from the catalogue of error codes, which rooms complete while they load. */
const ErrorCode: Record<string, string> = {};

/** Makes the declared error codes the values of the GraphQL enum; call once every room is loaded. */
export const publishErrorCodes = (): void => {
  const valuesMap: Record<string, { description: string }> = {};
  for (const [code, { message }] of [...errorCatalogue()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    ErrorCode[code] = code;
    valuesMap[code] = { description: message };
  }
  registerEnumType(ErrorCode, { name: 'ErrorCode', description: 'Codes in `extensions.code` of an error.', valuesMap });
};

@ObjectType({ description: 'A code an error of this API may carry.' })
export class ErrorDescription {
  @Field(() => ErrorCode, { description: 'The code in `extensions.code`.' })
  code: string;

  @Field({ description: 'What it means, for developers; people see a sentence of the client.' })
  message: string;
}

/** The catalogue of error codes, for clients that build their own sentences. */
@Resolver()
export class ErrorCodeResolver {
  @Query(() => [ErrorDescription], { description: 'Every error code with its meaning.' })
  errorCodes(): ErrorDescription[] {
    return [...errorCatalogue()].map(([code, { message }]) => ({ code, message }));
  }
}
