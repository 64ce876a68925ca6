import type { DemoPartnership } from './demo.model.js';

/** Five municipalities of one region, three across the border of two arrondissements, four with a facility municipality. */
export const demoPartnerships: DemoPartnership[] = [
  {
    key: 'midwest-oost',
    name: 'Interlokale vereniging Samen Midwest-Oost',
    legalForm: 'INTERLOCAL_ASSOCIATION',
    manager: 'manager',
    managing: '37017',
    members: ['37020', '37002', '37010', '37011', '37017'],
    created: 364,
    term: { ago: 330, years: 5 },
    steps: [
      { ago: 343, status: 'DRAFTING' },
      { ago: 290, status: 'IN_COUNCILS' },
      { ago: 238, status: 'FOUNDED' },
      { ago: 230, status: 'ACTIVE' },
    ],
    decidedBy: 'Gemeenteraad van Wielsbeke',
    templates: [
      {
        ...{ ago: 120, title: 'Raadsbesluit voorbereiden', due: -21, domain: 'LOCAL_GOVERNMENT' },
        text: 'Reken vanaf de dag van de gemeenteraad. Het dossier is drie weken ervoor klaar.',
        steps: ['Ontwerp van besluit', 'Toelichting voor de raad', 'Advies van de financieel directeur', 'Agenderen'],
      },
      {
        ...{ ago: 75, title: 'Stuurgroep voorbereiden', due: -7 },
        text: 'Reken vanaf de dag van de stuurgroep.',
        steps: ['Agenda rondsturen', 'Cijfers van elke gemeente', 'Zaal en verslaggever', 'Verslag van de vorige keer'],
      },
    ],
    invitations: [
      {
        ago: 3,
        name: 'Isabelle Rosseel',
        email: 'isabelle.rosseel@samenregie.example',
        role: 'MEMBER',
        ocmw: '37002',
        decidedBy: 'Vast bureau van Dentergem',
      },
    ],
    officer: {
      person: 'officer',
      employer: '37017',
      fteHundredths: 100,
      common: 40,
      appointed: 214,
      halfDays: { '37020': 100, '37002': 80, '37010': 70, '37011': 50, '37017': 100 },
      // Five days more for Pittem, which Ardooie gave up: a new reception centre opens nearby.
      later: { ago: 48, halfDays: { '37020': 90, '37002': 80, '37010': 70, '37011': 60, '37017': 100 } },
    },
  },
  {
    key: 'blankaart',
    name: 'Projectvereniging Samenleven rond de Blankaart',
    legalForm: 'PROJECT_ASSOCIATION',
    manager: 'manager-blankaart',
    managing: '33040',
    members: ['32006', '32030', '33040'],
    created: 310,
    term: { ago: 280, years: 6 },
    steps: [
      { ago: 285, status: 'DRAFTING' },
      { ago: 220, status: 'IN_COUNCILS' },
      { ago: 160, status: 'FOUNDED' },
      { ago: 150, status: 'ACTIVE' },
    ],
    officer: {
      person: 'officer-blankaart',
      employer: '33040',
      fteHundredths: 50,
      common: 24,
      appointed: 120,
      halfDays: { '32006': 76, '32030': 40, '33040': 72 },
    },
  },
  {
    key: 'taalgrens',
    name: 'Taalgrensoverleg Samenleven aan de Schelde',
    legalForm: 'INFORMAL_COOPERATION',
    manager: 'manager-taalgrens',
    managing: '34003',
    members: ['34003', '34042', '34043', '45060'],
    created: 96,
    steps: [{ ago: 40, status: 'DRAFTING' }],
    path: {
      ...{ by: 'manager-taalgrens', start: 36 },
      taken: { ago: 34, codes: ['CHOOSE_FORM', 'ASK_SUPPORT', 'STEERING_GROUP'] },
      skipped: {
        ...{ ago: 27, code: 'STAFF_MOBILITY' },
        reason: 'Onze gemeenten liggen in twee referentieregio’s; regiomobiliteit kan hier niet voor iedereen.',
      },
    },
  },
];
