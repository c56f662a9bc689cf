/**
 * Countries of which Amazon Connect knows phone numbers (`PhoneNumberCountryCode` of its API). A list of our own: loading the
 * SDK for it would cost every synthesis 0.4 s. A test compares the two.
 */
export const phoneCountries: ReadonlySet<string> = new Set(
  [
    'AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BR BS BT BW BY BZ CA CC',
    'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA',
    'GB GD GE GG GH GI GL GM GN GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH',
    'KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MR MS MT MU MV',
    'MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PT PW PY QA RE RO RS RU RW SA SB',
    'SC SD SE SG SH SI SJ SK SL SM SN SO SR ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY',
    'UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Countries whose numbers are had without documents: a stack claims them by itself (AWS documentation, "Region requirements
 * for ordering and porting phone numbers"; of the United Kingdom and Canada as the Chime SDK's pages say).
 */
export const withoutDocuments: readonly string[] = ['CA', 'GB', 'US'];

/** Countries that ask for documents with every kind of number (the same page): no stack can hand them in. */
export const withDocuments: readonly string[] = ['AI', 'CR', 'DE', 'JP', 'SV'];

/** Where AWS lists what each country asks for. */
export const documentsPage = 'https://docs.aws.amazon.com/connect/latest/adminguide/phone-number-requirements.html';
