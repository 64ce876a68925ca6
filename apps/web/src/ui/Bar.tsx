/** A share as a bar; the number always stands beside it. */
export function Bar({ share, over = false }: { share: number; over?: boolean }) {
  return (
    <span className={over ? 'bar bar-over' : 'bar'} aria-hidden>
      <span style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
    </span>
  );
}
