import { DLB, type FirstYearStep, ILV, OLD_ILV, since, STATUTES } from './step.js';

const AGII_ANCHOR =
  'https://www.integratie-inburgering.be/nl/hoe-veranker-je-een-integratiebeleid-in-al-je-beleidsdomeinen';
const ABB_LOCAL = 'https://integratiebeleid.vlaanderen.be/wat-we-doen/lokale-besturen';

/** Money, people and work, and the account that is given of it at the end of the year. */
export const working: readonly FirstYearStep[] = [
  {
    ...{ code: 'SUBSIDY_CONDITIONS', validFrom: '2026-01-01', validUntil: null, day: 7, subsidy: true },
    title: 'Zoek op welke subsidie nu loopt en wat ze vraagt',
    description:
      'Vraag bij het Agentschap Binnenlands Bestuur na welke oproep loopt, wie mag indienen en tegen wanneer.',
    checklist: ['Wie mag aanvragen', 'Uiterste datum', 'Cofinanciering', 'Wat er gemeten en gemeld wordt'],
    reason:
      'Jullie vragen een subsidie. Plan Samenleven liep tot 2025 en maakt plaats voor een sociaal cohesieplan, waarvan de voorwaarden hier niet bekend zijn.',
    source: 'IDEA Consult, evaluatie van Plan Samenleven',
    url: 'https://ideaconsult.be/nl/wat-heeft-plan-samenleven-betekend-voor-de-lokale-besturen/',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'ASK_SUPPORT', day: 14 },
    title: 'Vraag ondersteuning bij de opstart aan het Agentschap Integratie en Inburgering',
    description: 'Vraag wie jullie kan begeleiden en wat er al bekend is over de instroom in jullie gemeenten.',
    reason: 'Het agentschap ondersteunt lokale besturen die een intergemeentelijk verband voor integratie opzetten.',
    source: 'Agentschap Binnenlands Bestuur, ondersteuning door het Agentschap Integratie en Inburgering',
    url: 'https://lokaalbestuur.vlaanderen.be./node/16836',
    certainty: 'CONTENT',
  },
  {
    ...{ code: 'LEAD_APPLICANT', validFrom: '2026-01-01', validUntil: null, day: 28, subsidy: true },
    title: 'Duid aan wie de subsidie aanvraagt, en spreek terugbetalen af',
    description: 'Schrijf op hoe jullie onderling verrekenen als een doel niet gehaald wordt.',
    checklist: ['Wie aanvraagt en ontvangt', 'Wie welk doel haalt', 'Wie terugbetaalt als het niet lukt'],
    reason:
      'Jullie vragen een subsidie. In Plan Samenleven ontving één gemeente het geld, en zij betaalde ook terug als de partners hun doelen misten. Reken op hetzelfde.',
    source: 'Plan Samenleven, rapportering',
    url: 'https://www.vlaanderen.be/plan-samenleven/rapportering',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'STAFF_MOBILITY', day: 28, officer: false },
    title: 'Kijk of regiomobiliteit de aanwerving makkelijker maakt',
    description: 'Besturen in dezelfde regio kunnen in hun rechtspositieregeling personeel voor elkaar openstellen.',
    reason:
      'Jullie hebben nog geen ambtenaar. Binnen één referentieregio kunnen besturen hun personeel laten overstappen.',
    source: 'Regiodecreet van 3 februari 2023, art. 3, 3° en 9',
    url: 'https://www.vvsg.be/kennisitem/vvsg/regiomobiliteit',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'HIRE_OFFICER', day: 110, officer: false },
    title: 'Werf de gedeelde integratieambtenaar aan',
    description: 'Eén bestuur neemt in dienst; de ambtenaar werkt voor alle gemeenten. Schrijf op voor hoeveel dagen.',
    checklist: ['Wie in dienst neemt', 'Functie en uren', 'Vacature', 'Eerste werkdag'],
    reason:
      'Jullie hebben nog geen ambtenaar. Wat andere kleine besturen deden: één neemt iemand in dienst en deelt die met de andere.',
    source: 'VVSG-praktijkenbank, Krachten regionaal bundelen',
    url: 'http://www.vvsg.be/praktijkenbank/Paginas/Krachten-regionaal-bundelen-om-ze-lokaal-in-te-zetten.aspx',
    certainty: 'PRACTICE',
  },
  {
    ...since,
    ...{ code: 'SECONDMENT', day: 110, officer: true },
    title: 'Zet op papier voor wie de ambtenaar werkt en tot wanneer',
    description:
      'Statutair personeel ter beschikking stellen is tijdelijk en vraagt een overeenkomst. Voor contractanten gelden andere regels: laat die nakijken.',
    reason:
      'Jullie hebben een ambtenaar die voor meer dan één bestuur werkt. Dat is altijd tijdelijk en staat in een overeenkomst.',
    source: `${DLB}, art. 185`,
    url: 'https://www.hrmconnect.be/nieuwsarchief/detail/74029018386536450',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'STEERING_GROUP', day: 120 },
    title: 'Zet een stuurgroep en een overlegplatform op',
    description:
      'Breng colleges, diensthoofden, OCMW, politie, onderwijs en verenigingen rond de tafel, met vaste data.',
    checklist: [
      'Wie zit in de stuurgroep',
      'Wie zit in het overlegplatform',
      'Data voor het hele jaar',
      'Vast agendapunt in elk college',
    ],
    reason:
      'Het Agentschap Integratie en Inburgering raadt stuur- en werkgroepen, een vast agendapunt en een overlegplatform aan.',
    ...{ source: 'Agentschap Integratie en Inburgering', url: AGII_ANCHOR, certainty: 'PRACTICE' },
  },
  {
    ...since,
    ...{ code: 'LEARNING_NETWORK', day: 130 },
    title: 'Sluit aan bij het lerend netwerk intergemeentelijke samenwerking',
    description: 'Vraag de data van de volgende bijeenkomsten en spreek af wie gaat.',
    reason:
      'Het Agentschap Binnenlands Bestuur, het Agentschap Integratie en Inburgering en de VVSG houden dit netwerk samen open.',
    ...{ source: 'Agentschap Binnenlands Bestuur, lokale besturen', url: ABB_LOCAL, certainty: 'CONTENT' },
  },
  {
    ...since,
    ...{ code: 'DIVIDE_DAYS', day: 140, members: { least: 2 } },
    title: 'Verdeel de dagen van de ambtenaar en kies een verdeelsleutel',
    description: 'Schrijf per gemeente op hoeveel dagen er afgesproken zijn, en hoe jullie de kosten delen.',
    checklist: ['Dagen per gemeente', 'Gezamenlijke dagen', 'Verdeelsleutel', 'Wanneer jullie afrekenen'],
    reason:
      'Wie iemand deelt, houdt per gemeente bij hoeveel dagen er gewerkt is. Voor integratie bestaat geen vaste norm.',
    source: 'Welzijnskoepel West-Brabant, jaarverslag 2016',
    url: 'http://docplayer.nl/108622256-Welzijnskoepel-west-brabant-jaarverslag-2016.html',
    certainty: 'PRACTICE',
  },
  {
    ...since,
    ...{ code: 'ENVIRONMENT', day: 150 },
    title: 'Maak een omgevingsanalyse van alle gemeenten samen',
    description: 'Gebruik alleen cijfers per gemeente. Schrijf geen gegevens van inwoners op.',
    checklist: ['Cijfers uit de lokale integratiescan', 'Aanbod in elke gemeente', 'Wat ontbreekt'],
    reason:
      'Het Agentschap Integratie en Inburgering en vzw de Rand raden aan met een analyse van de gemeente te beginnen.',
    source: 'vzw de Rand, in negen stappen naar een integratiebeleid',
    url: 'http://www.vlaamserand.be/leidraad/integratiebeleid/in-9-stappen-naar-een-integratiebeleid',
    certainty: 'PRACTICE',
  },
  {
    ...{ code: 'SUBSIDY_REPORT', validFrom: '2026-01-01', validUntil: null, day: 180, subsidy: true },
    title: 'Meld halfweg wat jullie van de doelen gehaald hebben',
    description: 'Kijk in de beslissing over de subsidie wanneer en hoe jullie melden.',
    checklist: ['Cijfer per doel', 'Reden bij wat achterblijft', 'Ingediend door de penhouder'],
    reason:
      'Jullie vragen een subsidie. In Plan Samenleven werd na zes maanden en na een jaar gemeld, alleen met cijfers.',
    source: 'Plan Samenleven, rapportering',
    url: 'https://www.vlaanderen.be/plan-samenleven/rapportering',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'ACTION_PLAN', day: 190 },
    title: 'Maak samen een actieplan',
    description: 'Kies enkele acties die jullie samen doen, met wie ze trekt en hoe jullie weten dat ze werken.',
    checklist: ['Taal', 'Wonen', 'Werk', 'Diversiteit in de eigen diensten'],
    reason:
      'Zo begon de gedeelde coördinator van Noord-Limburg: een plan met de gemeenten over taal, wonen, werk en diversiteit.',
    ...{ source: 'Welzijnsregio Noord-Limburg', url: 'https://welzijnsregio.be/integratie', certainty: 'PRACTICE' },
  },
  {
    ...since,
    ...{ code: 'OPEN_UP_OFFER', day: 220, perMember: true },
    title: 'Ontsluit het aanbod voor het participatie- en netwerktraject',
    description: 'Zet op een rij waar wie inburgert in elke gemeente veertig uur kan meedoen.',
    reason:
      'Voor de vierde pijler van de inburgering is de gemeente de eerste partner: zij ontsluit het lokale aanbod.',
    source: 'VVSG, vierde pijler inburgeringstraject',
    url: 'https://www.vvsg.be/kennisitem/vvsg/4de-pijler-inburgeringstraject-participatie-en-netwerktraject',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'MULTI_YEAR_PLAN', day: 250, perMember: true },
    title: 'Neem het gezamenlijke plan op in elk meerjarenplan',
    description: 'Geef acties en middelen door aan wie de aanpassing van het meerjarenplan voorbereidt.',
    reason: 'Integratiebeleid hoort bij het strategische meerjarenplan van elke gemeente.',
    source: 'deplalaw.be, Vlaams integratiebeleid van de toekomst krijgt definitieve vorm',
    url: 'https://www.deplalaw.be/documents/nieuwsarchief/kl1632929-vlaams-integratiebeleid-van-de-toekomst-krijgt-definitieve-vorm.xml?lang=nl',
    certainty: 'CONTENT',
  },
  {
    ...since,
    ...{ code: 'ACCOUNTS', day: 320, forms: ILV },
    title: 'Stel de rekening van het eerste jaar op',
    description: 'Het beheerscomité stelt de rekening op. Wie ze goedkeurt, lees je in jullie overeenkomst.',
    reason: 'Het beheerscomité van een interlokale vereniging stelt de rekeningen op.',
    ...{ source: `${DLB}, art. 395`, url: OLD_ILV, certainty: 'CONCORDANCE' },
  },
  {
    ...since,
    ...{ code: 'ASSEMBLY', day: 320, forms: STATUTES },
    title: 'Bespreek werking en begroting in de algemene vergadering',
    description: 'Vraag de raden op tijd om hun afgevaardigde en het mandaat.',
    checklist: ['Activiteiten en strategie', 'Begroting van volgend jaar', 'Mandaat van elke raad'],
    reason: 'Elk jaar bespreekt de algemene vergadering de activiteiten, de strategie en de begroting.',
    source: `${DLB}, art. 432`,
    url: 'https://raadpleeg-nieuwerkerken.onlinesmartcities.be/zittingen/25.0606.0362.8756/agendapunten/25.0901.5933.2130',
    certainty: 'VERIFIED',
  },
  {
    ...since,
    ...{ code: 'EVALUATION', day: 340, perMember: true, forms: ILV },
    title: 'Leg de jaarlijkse evaluatie voor aan elke gemeenteraad',
    description: 'Vink een gemeente af als haar raad de evaluatie besproken heeft.',
    reason: 'De overeenkomst van een interlokale vereniging regelt een jaarlijkse evaluatie door de gemeenteraden.',
    ...{ source: `${DLB}, art. 393`, url: OLD_ILV, certainty: 'CONCORDANCE' },
  },
];
