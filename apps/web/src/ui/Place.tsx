/** A municipality with its fixed colour in this partnership and its name. */
export function Place({ name, index }: { name: string; index?: number | undefined }) {
  const colour = index === undefined || index < 0 ? undefined : `var(--place-${index % 8})`;
  return (
    <span className="place" style={{ '--place-color': colour } as React.CSSProperties}>
      {name}
    </span>
  );
}
