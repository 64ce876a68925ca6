import { definePolicy } from '#libs/access';

/** Reference data are for everybody who signed in; nobody changes them over the API. */
export const directoryPolicy = definePolicy({
  fields: {
    'Query.municipality': 'signedIn',
    'Query.municipalities': 'signedIn',
    'Query.searchMunicipalities': 'signedIn',
    'Query.referenceRegions': 'signedIn',
    'Query.actors': 'signedIn',
  },
  types: {
    Actor: 'signedIn',
    ActorConnection: 'within',
    ActorEdge: 'within',
    GeoPoint: 'within',
    Municipality: 'signedIn',
    MunicipalityCode: 'signedIn',
    MunicipalityConnection: 'within',
    MunicipalityEdge: 'within',
    MunicipalityMatch: 'within',
    MunicipalitySuccession: 'signedIn',
    ReferenceRegion: 'signedIn',
  },
});
