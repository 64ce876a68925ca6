import { type ReactNode, useId } from 'react';
import type { CombinedError, OperationContext } from 'urql';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';

interface Props {
  title: string;
  failed: string;
  count?: number | undefined;
  strong?: boolean;
  result: {
    data?: { partnership?: unknown; partnerships?: unknown } | undefined;
    error?: CombinedError | undefined;
    fetching: boolean;
  };
  again(context: Partial<OperationContext>): void;
  children: ReactNode;
}

/** A part of the page that fails alone. */
export function Block({ title, failed, count, strong, result, again, children }: Props) {
  const id = useId();
  const { data, error, fetching } = result;
  return (
    <section className={strong ? 'card today-block today-strong' : 'card today-block'} aria-labelledby={id}>
      <h2 id={id} className="today-heading">
        {title}
        {count !== undefined && <span className="column-count number">{count}</span>}
      </h2>
      {(data?.partnership ?? data?.partnerships) ? (
        children
      ) : error && !fetching ? (
        <ErrorBlock title={failed} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Skeleton lines={3} />
      )}
    </section>
  );
}
