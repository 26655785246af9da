// People and companies of the demo: the same on both pretend CRMs, and those that the pools of rulebook/ speak of.

const people = [
  ['Mia', 'Kern', 'mia.kern@acme.example'],
  ['Jonas', 'Weber', 'jonas.weber@acme.example'],
  ['Ana', 'Silva', 'ana.silva@acme.example'],
  ['Liam', "O'Brien", 'liam.obrien@acme.example'],
  ['Sofia', 'Rossi', 'sofia.rossi@acme.example'],
  ['Nora', 'Lind', 'nora.lind@acme.example'],
] as const

const companies = [
  { name: 'Northwind', domain: 'northwind.example', type: 'Prospect', owner: 'mia.kern@acme.example' },
  { name: 'Contoso', domain: 'contoso.example', type: 'Customer', owner: 'nora.lind@acme.example' },
  { name: 'Fabrikam', domain: 'fabrikam.example', type: 'Customer', owner: 'nora.lind@acme.example' },
  { name: 'Tailspin', domain: 'tailspin.example', type: 'Partner', owner: 'sofia.rossi@acme.example' },
] as const

export const demoSeed = {
  salesforce: {
    users: people.map(([FirstName, LastName, Email]) => ({ FirstName, LastName, Email, IsActive: true })),
    queues: [{ Name: 'Marketing nurture', SobjectTypes: ['Lead'] }],
    accounts: companies.map(({ name, domain, type, owner }) => ({
      Name: name,
      Website: `https://www.${domain}`,
      Type: type,
      OwnerEmail: owner,
    })),
  },
  hubspot: {
    owners: people.map(([firstName, lastName, email]) => ({ firstName, lastName, email })),
    companies: companies.map(({ name, domain, type }) => ({
      properties: { name, domain, type: type.toUpperCase() },
    })),
    lists: [{ name: 'Nurture' }],
  },
}
