import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

export interface Face {
  id: string;
  displayName: string;
  initials: string;
}

/** The same person has the same ground everywhere. */
export function groundOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return sum % 8;
}

/** Initials in a circle, drawn and never read; `named` when no name stands beside it. */
export function Avatar({ person, named = false, small = false }: { person: Face; named?: boolean; small?: boolean }) {
  return (
    <span
      className={small ? 'avatar avatar-s' : 'avatar'}
      style={{ backgroundColor: `var(--person-${groundOf(person.id)})` }}
      role={named ? 'img' : undefined}
      aria-label={named ? person.displayName : undefined}
      aria-hidden={named ? undefined : true}
      title={named ? person.displayName : undefined}
      data-initials={person.initials.slice(0, 2)}
    />
  );
}

/** Who is here: at most four circles and a number; names on focus and hover, never read out by themselves. */
export function Avatars({ people, label, moreLabel }: { people: readonly Face[]; label: string; moreLabel: string }) {
  const shown = people.slice(0, 4);
  const rest = people.slice(4);
  return (
    <div className="avatars" role="group" aria-label={label}>
      {shown.map((person) => (
        <Named key={person.id} name={person.displayName}>
          <Avatar person={person} />
        </Named>
      ))}
      {rest.length > 0 && (
        <Named name={`${moreLabel}: ${rest.map((person) => person.displayName).join(', ')}`}>
          <span className="avatar avatar-more">+{rest.length}</span>
        </Named>
      )}
    </div>
  );
}

function Named({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <TooltipTrigger delay={200}>
      <Button className="avatar-button" aria-label={name}>
        {children}
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {name}
      </Tooltip>
    </TooltipTrigger>
  );
}
