import { toGlobalId } from '#libs/kernel';
import { DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { fileStatuses, type FileStatus } from './file.rules.js';
import type { AttachmentRow } from './files.store.js';

/** The statuses as a GraphQL enum. */
export const AttachmentStatusEnum = Object.fromEntries(fileStatuses.map((status) => [status, status]));
registerEnumType(AttachmentStatusEnum, {
  name: 'AttachmentStatus',
  description: 'How far a file is.',
  valuesMap: {
    UPLOADING: { description: 'Being sent; only its sender sees it.' },
    CHECKING: { description: 'There, and looked at for viruses; cannot be downloaded yet.' },
    READY: { description: 'Can be downloaded.' },
    REFUSED: { description: 'A virus was found in it; cannot be downloaded.' },
  },
});

@ObjectType('Attachment', { implements: () => NodeType, description: 'A file that hangs on something.' })
export class AttachmentType extends NodeType {
  @Field({ description: 'Name of the file, with its ending.' })
  name: string;

  @Field(() => Float, { description: 'Size in bytes.' })
  size: number;

  @Field(() => String, { nullable: true, description: 'Media type, as it was recognised; null until it is there.' })
  mediaType: string | null;

  @Field(() => AttachmentStatusEnum, { description: 'How far it is.' })
  status: FileStatus;

  @Field(() => DateTimeScalar, { description: 'When sending it began.' })
  createdAt: string;

  @Field(() => String, {
    nullable: true,
    description: 'Path under which it is downloaded; null as long as it cannot be.',
  })
  downloadPath: string | null;

  row: AttachmentRow;
  /** What it hangs on, as loaded for this caller. */
  item: object;

  static of(row: AttachmentRow, item: object): AttachmentType {
    const { name, mediaType, status, createdAt } = row;
    return Object.assign(new AttachmentType(), {
      ...{ name, mediaType, status, createdAt, row, item },
      id: toGlobalId('Attachment', row.id),
      size: Number(row.size),
      downloadPath: status === 'READY' ? `/files/${toGlobalId('Attachment', row.id)}` : null,
    });
  }
}
