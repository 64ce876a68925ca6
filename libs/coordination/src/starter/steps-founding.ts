import { DLB, type FirstYearStep, ILV, OLD_ILV, PV, since, STATUTES, WELFARE } from './step.js';

/** Forms to which title 3 of part 3 of the decree on local government applies. */
const BY_COUNCILS = [...ILV, ...PV, ...STATUTES];
const OLD_PV = 'http://extranet.iglimburg.be/boekpagina/afdeling-2-projectvereniging';
const OLD_FOUNDING =
  'http://extranet.iglimburg.be/boekpagina/subafdeling-2-oprichting-toetreding-duur-verlenging-ontbinding';
const OLD_PREPARING = 'http://extranet.iglimburg.be/boekpagina/subafdeling-1-voorbereidende-fase';
const NOTICE =
  'https://lokaalbestuur.vlaanderen.be/faq/strategische-projecten/wat-komt-er-in-de-plaats-van-het-goedkeuringstoezicht';

/** From the first talks to a partnership that stands: what the legal form asks. */
export const founding: readonly FirstYearStep[] = [
  {
    ...since,
    ...{ code: 'FIND_PARTNERS', day: 0, members: { most: 1 } },
    title: 'Zoek minstens één gemeente om mee samen te werken',
    description: 'Spreek buurgemeenten aan en spreek met hen af wat jullie samen willen doen.',
    reason: 'Een samenwerkingsverband bestaat uit twee of meer gemeenten. Nu staat er hoogstens één in.',
    ...{ source: `${DLB}, art. 389`, url: null, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'CHOOSE_FORM', day: 7, forms: ['INFORMAL_COOPERATION'] },
    title: 'Vergelijk de rechtsvormen en kies er een',
    description:
      'Leg duur, uittreden, bestuur en eigen personeel van de vormen naast elkaar en kies wat bij jullie past.',
    checklist: ['Interlokale vereniging', 'Projectvereniging', 'Dienstverlenende vereniging'],
    reason: 'Jullie werken nog zonder rechtsvorm. De vormen verschillen in duur, uittreden, bestuur en personeel.',
    source: 'Agentschap Binnenlands Bestuur, intergemeentelijke samenwerking',
    url: 'https://lokaalbestuur.vlaanderen.be/verzelfstandiging-en-samenwerking/intergemeentelijke-samenwerking',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'CHECK_REGION', day: 7, forms: [...PV, ...STATUTES] },
    title: 'Ga na of alle gemeenten in één referentieregio liggen',
    description: 'Liggen ze er niet allemaal in, vraag dan vooraf of een afwijking kan.',
    reason: 'Voor jullie rechtsvorm geldt het Regiodecreet: een nieuw verband past binnen één referentieregio.',
    source: 'Regiodecreet van 3 februari 2023, art. 4 en 7',
    url: 'https://www.vvsg.be/kennisitem/vvsg/regiodecreet-in-vraag-antwoord',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'AGREEMENT', day: 21, forms: ILV },
    title: 'Schrijf de overeenkomst met haar negen verplichte bepalingen',
    description: 'Zonder een van deze bepalingen kan de overeenkomst niet naar de gemeenteraden.',
    checklist: [
      'Duur en mogelijke verlenging',
      'Mogelijkheid om op te zeggen',
      'Inbreng van de deelnemers en het beheer ervan',
      'Interne organisatie',
      'Rechten, plichten en financiële gevolgen',
      'Informatie aan de deelnemers en jaarlijkse evaluatie door de gemeenteraden',
      'Rekeningen en bestemming van het resultaat',
      'Financiële controle',
      'Vereffening',
    ],
    reason: 'De overeenkomst van een interlokale vereniging geldt als haar statuten en moet negen punten regelen.',
    ...{ source: `${DLB}, art. 393`, url: OLD_ILV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'AGREEMENT', day: 21, forms: PV },
    title: 'Schrijf de statuten van de projectvereniging',
    description:
      'De vereniging duurt ten hoogste zes jaar en niemand kan tussentijds uittreden: schrijf ook op hoe ze eindigt.',
    checklist: ['Duur van ten hoogste zes jaar', 'Toetreden', 'Raad van bestuur', 'Vereffening'],
    reason:
      'Een projectvereniging heeft statuten nodig, een termijn van ten hoogste zes jaar en een regeling voor het einde.',
    ...{ source: `${DLB}, art. 401-403`, url: OLD_PV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'PREPARING_BODY', day: 21, forms: STATUTES },
    title: 'Richt het overlegorgaan op dat de oprichting voorbereidt',
    description: 'Elke raad duidt één lid van het college aan. Het overlegorgaan werkt ten hoogste een jaar.',
    checklist: ['Gemotiveerde nota', 'Bestuursplan', 'Ondernemingsplan voor zes jaar'],
    reason: 'Voor jullie rechtsvorm bereidt een overlegorgaan van gemeenten eerst de oprichting voor.',
    ...{ source: `${DLB}, art. 413-414`, url: OLD_PREPARING, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'AGREEMENT', day: 21, forms: WELFARE },
    title: 'Zet in de statuten alle partners, hun inbreng en hun stemmen',
    description:
      'Vraag vooraf de instemming van alle partners; een OCMW beslist in zijn raad voor maatschappelijk welzijn.',
    checklist: ['Partners', 'Inbreng van elke partner', 'Aantal stemmen van elke partner'],
    reason: 'De statuten van een welzijnsvereniging noemen alle partners met hun inbreng en aantal stemmen.',
    source: `${DLB}, art. 477`,
    url: 'https://lokaalbestuur.vlaanderen.be/faq/verzelfstandiging-en-samenwerking/moet-het-ocmw-de-goedkeuring-aan-de-vlaamse-regering-vragen-om-toe-te-treden-tot-een-bestaande',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'MANAGING_MUNICIPALITY', day: 28, forms: ILV },
    title: 'Spreek af welke gemeente de vereniging beheert',
    description: 'Daar is de zetel, zij vertegenwoordigt de vereniging en zij kan haar eigen personeel inzetten.',
    reason:
      'Een interlokale vereniging heeft zelf geen personeel en geen rekening; een beherende gemeente kan die rol opnemen.',
    ...{ source: `${DLB}, art. 394`, url: OLD_ILV, certainty: 'CONCORDANCE' },
  },
  {
    ...{ code: 'ADVICE', validFrom: '2024-01-01', validUntil: null, day: 42, forms: [...STATUTES, ...WELFARE] },
    title: 'Stuur het ontwerp van oprichting naar het Agentschap Binnenlands Bestuur',
    description:
      'Dat gaat langs het Digitaal Loket en vóór de beslissing. Het advies bindt niet. Ligt een vereniging niet in één referentieregio, dan blijft goedkeuring door de Vlaamse Regering nodig.',
    reason: 'Voor jullie rechtsvorm vraagt wie wil oprichten eerst advies over het ontwerp van beslissing.',
    ...{ source: `${DLB}, art. 415 (verenigingen) en 476 (welzijnsverenigingen)`, url: NOTICE, certainty: 'VERIFIED' },
  },
  {
    ...since,
    ...{ code: 'COUNCILS', day: 60, perMember: true, forms: [...ILV, ...STATUTES] },
    title: 'Laat elke gemeenteraad beslissen',
    description:
      'De beslissing hoort bij de raad zelf: een college kan ze niet nemen. Vink een gemeente af als haar raad beslist heeft.',
    reason: 'Oprichten en toetreden is een bevoegdheid van de gemeenteraad, die ze niet mag overdragen.',
    source: `${DLB}, art. 41 §2, 22°`,
    url: 'https://9dok.net/article/interlokale-vereniging-maldegem-ruiselede-beslissing-oprichting-goedkeuring-huishoudelijk.qo54ggk0',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'COUNCILS', day: 60, perMember: true, forms: PV },
    title: 'Laat alle gemeenteraden beslissen, binnen twee maanden na elkaar',
    description:
      'Leg de data van alle raden vooraf naast elkaar. In een jaar van gemeenteraadsverkiezingen kan oprichten niet.',
    reason: 'De beslissingen over een projectvereniging mogen ten hoogste twee maanden uit elkaar liggen.',
    ...{ source: `${DLB}, art. 401`, url: OLD_PV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'PUBLISH_DECISIONS', day: 75, perMember: true, forms: BY_COUNCILS },
    title: 'Publiceer elk besluit en noteer tot wanneer een klacht kan',
    description:
      'Een klacht bij de toezichthoudende overheid kan tot dertig dagen na de publicatie op de webtoepassing.',
    reason: 'Tot dertig dagen na de publicatie kan iedereen klacht indienen; tot dan blijft de beslissing onzeker.',
    source: `${DLB}, art. 332`,
    url: 'https://ocmw.kraainem.be/nl/toezichthoudende-overheid',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'DEED', day: 90, forms: PV },
    title: 'Bezorg de akte binnen dertig dagen en laat ze bekendmaken',
    description: 'De akte wordt verleden voor de burgemeester van de gemeente van de zetel.',
    checklist: [
      'Akte getekend door alle gemeenten',
      'Bezorgd aan de toezichthoudende overheid',
      'Bijlagen van het Staatsblad',
    ],
    reason: 'De akte van een projectvereniging gaat binnen dertig kalenderdagen naar de toezichthoudende overheid.',
    ...{ source: `${DLB}, art. 402`, url: OLD_PV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'DEED', day: 90, forms: STATUTES },
    title: 'Richt op binnen drie maanden na de laatste beslissing en bezorg de akte',
    description:
      'Hecht alle raadsbeslissingen en plannen aan de akte. Ze gaat binnen dertig kalenderdagen naar de overheid.',
    checklist: ['Dossier met alle beslissingen', 'Akte voor de burgemeester van de zetel', 'Akte bezorgd'],
    reason: 'De oprichting volgt ten laatste drie maanden na de laatste goedkeuring.',
    ...{ source: `${DLB}, art. 416 en 418`, url: OLD_FOUNDING, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'PUBLISH_STATUTES', day: 100, perMember: true, forms: [...PV, ...STATUTES] },
    title: 'Zet de akte en de statuten op de website van elke gemeente',
    description: 'Vink een gemeente af als beide op haar website staan.',
    reason: 'Gemeenten maken de akte en de statuten bekend van elk verband waaraan ze deelnemen.',
    source: 'Gemeente Opwijk, intergemeentelijke samenwerkingsverbanden',
    url: 'https://www.opwijk.be/intergemeentelijkesamenwerkingsverbanden',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'GOVERNING_BODY', day: 100, perMember: true, forms: ILV },
    title: 'Stel het beheerscomité samen en leg de eerste vergadering vast',
    description: 'Elke deelnemer heeft minstens één afgevaardigde: een raadslid, burgemeester of schepen.',
    reason: 'Een interlokale vereniging heeft een beheerscomité, met minstens één afgevaardigde per deelnemer.',
    ...{ source: `${DLB}, art. 395`, url: OLD_ILV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'GOVERNING_BODY', day: 100, perMember: true, forms: PV },
    title: 'Stel de raad van bestuur samen en leg de eerste vergadering vast',
    description:
      'Bestuurders met stem zijn raadsleden, burgemeesters of schepenen; de oppositie heeft raadgevende stem.',
    reason: 'De raad van bestuur is het enige orgaan van een projectvereniging.',
    ...{ source: `${DLB}, art. 404`, url: 'https://www.olen.be/projectverenigingen', certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'GOVERNING_BODY', day: 100, perMember: true, forms: STATUTES },
    title: 'Laat elke raad afgevaardigden en bestuurders aanduiden',
    description: 'Afgevaardigden zijn raadsleden; hun mandaat wordt voor elke algemene vergadering opnieuw bepaald.',
    reason: 'De raden duiden aan wie naar de algemene vergadering gaat en dragen de bestuurders voor.',
    source: `${DLB}, art. 432 en 434`,
    url: 'https://raadpleeg-nieuwerkerken.onlinesmartcities.be/zittingen/25.0606.0362.8756/agendapunten/25.0901.5933.2130',
    certainty: 'VERIFIED',
  },
];
