param vaultName string

@description('The name of the server in the AppHost.')
param server string

param database string
param host string
param username string

@secure()
param password string

@description('The one service whose database it is. The role is given for each secret, so that no service reads those of the other.')
param readerId string

var encoded = uriComponent(password)

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName
}

resource passwordSecret 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: vault
  name: '${server}-password'
  properties: { value: password }
}

resource connectionString 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: vault
  name: '${database}-connection-string'
  properties: { value: 'Host=${host};Port=5432;Username=${username};Password="${password}";Database=${database};SSL Mode=VerifyFull' }
}

resource databaseUri 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: vault
  name: '${database}-uri'
  properties: { value: 'postgresql://${username}:${encoded}@${host}:5432/${database}?sslmode=verify-full' }
}

resource secretsUser 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: '4633458b-17de-408a-b874-0445c86b69e6'
}

resource readsPassword 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: passwordSecret
  name: guid(passwordSecret.id, readerId, secretsUser.id)
  properties: { principalId: readerId, principalType: 'ServicePrincipal', roleDefinitionId: secretsUser.id }
}

resource readsConnectionString 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: connectionString
  name: guid(connectionString.id, readerId, secretsUser.id)
  properties: { principalId: readerId, principalType: 'ServicePrincipal', roleDefinitionId: secretsUser.id }
}

resource readsUri 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: databaseUri
  name: guid(databaseUri.id, readerId, secretsUser.id)
  properties: { principalId: readerId, principalType: 'ServicePrincipal', roleDefinitionId: secretsUser.id }
}
