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
});
