// Every folder of connectors/ keeps the contract. What is special to one is tested beside this file.
import { expect, it } from 'vitest'
import { loadConnectors } from '../../src/load-connectors.ts'
import { connectorContract } from './connector-contract.ts'
import { connectorNames, connectorsFolder } from './fixtures.ts'

it('loads every folder of connectors/', async () => {
  const connectors = await loadConnectors(connectorsFolder)
  expect([...connectors.keys()].toSorted()).toEqual(connectorNames().toSorted())
})

for (const name of connectorNames()) connectorContract(connectorsFolder, name)
