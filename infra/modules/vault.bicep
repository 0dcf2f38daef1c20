param name string
param location string
param tags { *: string }
param deployerId string
param operatorKeyReaders string[]

@secure()
param operatorKey string

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}

resource operatorKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: vault
  name: 'operator-key'
  properties: { value: operatorKey }
}

resource secretsUser 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: '4633458b-17de-408a-b874-0445c86b69e6'
}

resource deployerReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, deployerId, secretsUser.id)
  properties: { principalId: deployerId, roleDefinitionId: secretsUser.id }
}

resource serviceReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for reader in operatorKeyReaders: {
  scope: operatorKeySecret
  name: guid(operatorKeySecret.id, reader, secretsUser.id)
  properties: { principalId: reader, principalType: 'ServicePrincipal', roleDefinitionId: secretsUser.id }
}]

output name string = vault.name
output uri string = vault.properties.vaultUri
