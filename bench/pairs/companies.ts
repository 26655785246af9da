// Pairs of names of companies, one company or two. Its one rule: collected by the ways in which names differ, not by what any function says of them.
import type { NamePairs } from './people.ts'

export const companies: readonly NamePairs[] = [
  {
    kind: 'clean',
    same: [
      ['Acme Bearings Ltd', 'ACME Bearings Limited'],
      ['Kestrel Optics GmbH', 'Kestrel Optics'],
      ['Brightwater Foods, Inc.', 'Brightwater Foods Inc'],
      ['Société Générale', 'Societe Generale S.A.'],
      ['The Harlow Trust Company', 'Harlow Trust'],
      ['Procter & Gamble', 'Procter and Gamble'],
    ],
    differ: [
      ['Acme Bearings Ltd', 'Brightwater Foods Ltd'],
      ['Kestrel Optics GmbH', 'Falcon Optics GmbH'],
      ['Nordic Timber AB', 'Baltic Timber AB'],
      ['Harlow Trust', 'Marlow Steel'],
      ['Quillon Systems', 'Verrano Systems'],
      ['First Ohio Bank', 'Second Ohio Bank'],
    ],
  },
  {
    kind: 'legal forms',
    same: [
      ['OOO Gazstroy', 'Gazstroy LLC'],
      ['PT Bumi Resources Tbk', 'Bumi Resources'],
      ['Zavod Elektromash OAO', 'Zavod Elektromash JSC'],
      ['Tata Motors Private Limited', 'Tata Motors Pvt. Ltd.'],
      ['Sany Heavy Industry Co., Ltd.', 'Sany Heavy Industry'],
      ['Elektro-Bau Gesellschaft mit beschränkter Haftung', 'Elektrobau GmbH'],
      ['Mondragón S. Coop.', 'Mondragon'],
    ],
    differ: [
      ['Gazstroy LLC', 'Gazprom LLC'],
      ['Bumi Resources', 'Bumi Plastics'],
      ['General Electric Co', 'General Motors Co'],
      ['Limited Brands Inc', 'Unlimited Brands Inc'],
    ],
  },
  {
    kind: 'spelling',
    same: [
      ['Kestrel Optics', 'Kestral Optics'],
      ['Brightwater Foods', 'Bright Water Foods'],
      ['Schlumberger', 'Schlumburger'],
      ['Deutsche Lufthansa', 'Deutsche Lufthanza'],
      ['Petroleos de Venezuela', 'Petroleo de Venezuela'],
      ['Mitsubishi Electric', 'Mitsubushi Electric'],
      ['PriceWaterhouse Coopers', 'Pricewaterhousecoopers'],
      ['Hewlett-Packard', 'Hewlet Packard'],
    ],
    differ: [
      ['Marlow Steel', 'Harlow Steel'],
      ['Visa', 'Vista'],
      ['Sonic Labs', 'Sonix Labs'],
      ['Nova Foods', 'Novo Foods'],
      ['Avis', 'Axis'],
      ['Continent Freight', 'Continental Freight'],
    ],
  },
  {
    kind: 'words short and long',
    same: [
      ['International Business Machines', 'IBM'],
      ['Intl. Paper', 'International Paper'],
      ['Holt Bros. Plumbing', 'Holt Brothers Plumbing'],
      ['Bank of America Corp', 'BoA Bank of America'],
      ['Meridian Tech', 'Meridian Technologies'],
      ['Univ. of Leeds', 'University of Leeds'],
      ['Saint Gobain', 'St. Gobain'],
      ['3M Company', 'Three M'],
      ['Marks & Spencer', 'Marks Spencer'],
    ],
    differ: [
      ['Delta Air Lines', 'Delta Dental'],
      ['American Airlines', 'American Express'],
      ['Deutsche Bank', 'Deutsche Bahn'],
      ['University of Leeds', 'University of Lund'],
      ['National Bank of Egypt', 'National Bank of Kuwait'],
      ['Virgin Atlantic', 'Virgin Galactic'],
      ['Johnson Controls', 'Johnson Electric'],
      ['Bank of China', 'China Construction Bank'],
    ],
  },
  {
    kind: 'numbers and letters',
    same: [
      ['Studio 54', 'Studio Fifty-Four'],
      ['7-Eleven', 'Seven Eleven'],
      ['Channel 4 Television', 'Channel Four Television'],
    ],
    differ: [
      ['Level 3 Communications', 'Level 5 Communications'],
      ['Military Unit 29155', 'Military Unit 26165'],
      ['Plant No. 9', 'Plant No. 19'],
      ['Kaspi Fund II LP', 'Kaspi Fund III LP'],
      ['ABC Freight', 'ABB Freight'],
    ],
  },
  {
    kind: 'other scripts',
    same: [
      ['Газпром нефть', 'Gazprom Neft'],
      ['Роснефть ПАО', 'PJSC Rosneft'],
      ['Ελληνικά Πετρέλαια', 'Ellinika Petrelaia'],
      ['Würth Elektronik', 'Wuerth Elektronik'],
      ['Łódź Textil Sp. z o.o.', 'Lodz Textil'],
    ],
    differ: [
      ['Газпром', 'Газпромбанк'],
      ['Сбербанк', 'Связьбанк'],
      ['トヨタ自動車', 'トヨタ紡織'],
    ],
  },
  {
    kind: 'places',
    same: [
      ['Acme Deutschland GmbH', 'Acme Germany'],
      ['Siemens (China) Ltd', 'Siemens China'],
    ],
    differ: [
      ['Acme Deutschland GmbH', 'Acme France SAS'],
      ['Hilton Berlin', 'Hilton Vienna'],
      ['Port of Rotterdam', 'Port of Antwerp'],
    ],
  },
]
