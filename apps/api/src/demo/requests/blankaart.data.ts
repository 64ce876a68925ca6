import type { DemoRequest } from '../demo.model.js';

const LAN = 'manager-blankaart';
const LIE = 'officer-blankaart';
const HOU = 'outsider';

/** Requests of the project association of three. */
export const blankaartRequests: DemoRequest[] = [
  {
    title: 'Huisvesting van seizoenarbeiders: wie controleert wat?',
    text: 'Welke dienst controleert de kamers op de bedrijven, en hoe melden we een probleem?',
    kind: 'INFORMATION',
    created: 71,
    by: LIE,
    actor: 'WONEN_IN_VLAANDEREN',
    domain: 'HOUSING',
    places: ['Houthulst', 'Lo-Reninge', 'Langemark-Poelkapelle'],
    days: 15,
    steps: [
      { ago: 70, by: LIE, does: 'send' },
      {
        ago: 52,
        by: LIE,
        does: 'record',
        via: 'PHONE',
        choice: 'NOT_OURS',
        text: 'De inspectie controleert enkel huurwoningen. Voor kamers op het bedrijf is de arbeidsinspectie bevoegd.',
      },
      { ago: 51, by: LAN, does: 'accept' },
      { ago: 50, by: LAN, does: 'close' },
    ],
  },
  {
    title: 'Taallessen voor seizoenarbeiders',
    text: 'Kan VDAB korte taallessen geven vóór het seizoen begint, op de drie grootste bedrijven?',
    kind: 'ACTION',
    created: 12,
    by: HOU,
    actor: 'VDAB',
    domain: 'LANGUAGE',
    places: ['Houthulst'],
    days: 20,
    steps: [{ ago: 11, by: HOU, does: 'send' }],
  },
];
