import type { DemoDocument, DemoState } from './demo-state.ts';

type Seed = Pick<DemoDocument, 'id' | 'title' | 'body'> & Partial<DemoDocument>;

/** The documents of the demo workspace Northfield, as its sample events speak of them. */
const seeds: readonly Seed[] = [
  {
    id: 'doc_311',
    title: 'Steel drawings, lot 3',
    body: 'Shop drawings of the steel frame for the east wing, lot 3. Bolts M20, grade 8.8. Load case 4 governs.',
    fields: { type: 'drawing', projectNumber: '24-1234' },
    collections: ['col_drawings'],
    retentionClass: 'ten-years',
    legalHolds: ['lh_9'],
  },
  {
    id: 'doc_312',
    title: 'Invoice 2041',
    body: 'Invoice 2041 of Halden Steel for purchase order 7781. Invoiced 18,420.00, ordered 17,950.00: the price differs by 470.00.',
    fields: { type: 'invoice', vendor: 'Halden Steel', variance: 470, amount: 18_420, status: 'open' },
    collections: ['col_invoices'],
    legalHolds: ['lh_9'],
  },
  {
    id: 'doc_313',
    title: 'Minutes of 12 January',
    body: 'Present: Wil C., Theo B., Iris Q. Decided: answer RFI 17 this week; order the crane for the east wing in February.',
    fields: { type: 'minutes' },
    sensitivity: 'public',
    retentionClass: 'five-years',
  },
  {
    id: 'doc_314',
    title: 'Site photo, east wing',
    body: 'Photo of the east wing foundation, taken from the north gate.',
    fields: { type: 'photo', projectNumber: '25-0042' },
  },
  {
    id: 'doc_305',
    title: 'Tax file 2024',
    body: 'Annual accounts, depreciation tables and correspondence with the tax office for 2024.',
    fields: { type: 'tax' },
    sensitivity: 'restricted',
    retentionClass: 'permanent',
    version: 40,
    legalHolds: ['lh_10'],
    permissions: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`m_guest_${at + 1}`, 'view'])),
  },
  {
    id: 'doc_290',
    title: 'RFI 17: anchor bolts of the canopy',
    body: 'Request for information 17. The drawings show M16 anchors, the specification M20. Which holds?',
    fields: { type: 'rfi', status: 'open', due: '2026-01-09T17:00:00Z', projectNumber: '24-1234' },
    collections: ['col_rfis'],
  },
  {
    id: 'doc_299',
    title: 'RFI 18: fire rating of the east stair doors',
    body: 'Request for information 18. The door schedule gives T30 for all doors of the east stair; the fire plan asks for T90 on level 0.',
    fields: { type: 'rfi', status: 'open', due: '2026-01-16T17:00:00Z', projectNumber: '25-0042' },
    collections: ['col_rfis'],
  },
  {
    id: 'doc_288',
    title: 'RFI 15: colour of the railings',
    body: 'Request for information 15. Answered: RAL 7016.',
    fields: { type: 'rfi', status: 'closed', due: '2025-12-12T17:00:00Z', projectNumber: '24-1234' },
    collections: ['col_rfis'],
    retentionClass: 'five-years',
  },
  {
    id: 'doc_320',
    title: 'Invoice 2044',
    body: 'Invoice 2044 of Brandt Concrete for purchase order 7790. Invoiced 9,600.00, as ordered.',
    fields: { type: 'invoice', vendor: 'Brandt Concrete', variance: 0, amount: 9_600, status: 'open' },
    collections: ['col_invoices'],
    retentionClass: 'ten-years',
  },
  {
    id: 'doc_321',
    title: 'Invoice 2050',
    body: 'Invoice 2050 of Lindqvist Glass for purchase order 7802. Invoiced 31,200.00, ordered 30,000.00: four percent more than agreed.',
    fields: { type: 'invoice', vendor: 'Lindqvist Glass', variance: 1_200, amount: 31_200, status: 'open' },
    collections: ['col_invoices'],
  },
  {
    id: 'doc_114',
    title: 'Contract with Halden Steel',
    body: 'Frame contract for steel works. Prices hold until the end of 2026; deviations over two percent need a signature of both sides.',
    fields: { type: 'contract', vendor: 'Halden Steel' },
    sensitivity: 'confidential',
    retentionClass: 'ten-years',
    permissions: { m_wil_c: 'manage' },
  },
  {
    id: 'doc_330',
    title: 'Harbour Bridge: scope of the matter',
    body: 'Harbour Bridge v. Northfield. In dispute: late delivery of lot 3 and the cost of the second crane. Keep all drawings, minutes and invoices of lot 3.',
    fields: { type: 'memo' },
    sensitivity: 'confidential',
    permissions: { m_wil_c: 'manage' },
  },
];

/** A fresh copy each time. */
export function northfieldState(): DemoState {
  return {
    documents: Object.fromEntries(seeds.map((seed) => [seed.id, completed(seed)])),
    collections: {
      col_drawings: { name: 'Drawings' },
      col_invoices: { name: 'Invoices' },
      col_rfis: { name: 'Requests for information' },
    },
    legalHolds: {
      lh_9: { matter: 'Harbour Bridge v. Northfield', documentIds: ['doc_311', 'doc_312'] },
      lh_10: { matter: 'Tax audit 2024', documentIds: ['doc_305'] },
      lh_11: { matter: 'East wing claim', documentIds: [] },
    },
    anomalies: {
      an_77: { kind: 'bulk-download', severity: 'high', sensitivity: 'internal' },
      an_78: { kind: 'unusual-place', severity: 'medium', sensitivity: 'restricted', documentId: 'doc_305' },
      an_79: { kind: 'import-storm', severity: 'high' },
    },
    made: 0,
    answers: {},
  };
}

/** A document with everything that its seed leaves out. */
export function completed(seed: Seed): DemoDocument {
  return {
    tags: [],
    updatedAt: '2026-01-12T08:00:00Z',
    fields: {},
    sensitivity: 'internal',
    retentionClass: null,
    collections: [],
    legalHolds: [],
    permissions: {},
    annotations: [],
    version: 1,
    checkedOutBy: null,
    isDeleted: false,
    ...structuredClone(seed),
  };
}
