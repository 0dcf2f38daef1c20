targetScope = 'subscription'

@description('The name of the azd environment, which every resource carries.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('A region with three availability zones.')
param location string

@description('The person or pipeline that deploys. It may read the secrets, so that a second run keeps the passwords of the first.')
param principalId string

@secure()
param ordersPostgresPassword string

@secure()
param inventoryPostgresPassword string

@description('What an operator sends in X-Api-Key.')
@secure()
param operatorKey string

var tags = { 'azd-env-name': environmentName }
var suffix = uniqueString(subscription().id, environmentName, location)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = {
  scope: group
  params: { name: 'vnet-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { suffix: suffix, location: location, tags: tags }
}

module environment 'modules/environment.bicep' = {
  scope: group
  params: {
    name: 'cae-${suffix}'
    location: location
    tags: tags
    subnetId: network.outputs.appsSubnetId
    logAnalyticsName: monitoring.outputs.logAnalyticsName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module identities 'modules/identity.bicep' = [for service in ['orderapi', 'inventoryapi', 'web']: {
  scope: group
  params: { name: 'id-${service}-${suffix}', location: location, tags: tags }
}]

module registry 'modules/registry.bicep' = {
  scope: group
  params: {
    name: 'cr${suffix}'
    location: location
    tags: tags
    pullers: [for index in range(0, 3): identities[index].outputs.principalId]
  }
}

module ordersPostgres 'modules/postgres.bicep' = {
  scope: group
  params: {
    name: 'orders-postgres-${suffix}'
    database: 'ordersdb'
    password: ordersPostgresPassword
    location: location
    tags: tags
    subnetId: network.outputs.postgresSubnetId
    privateDnsZoneId: network.outputs.postgresDnsZoneId
  }
}

module inventoryPostgres 'modules/postgres.bicep' = {
  scope: group
  params: {
    name: 'inventory-postgres-${suffix}'
    database: 'inventorydb'
    password: inventoryPostgresPassword
    location: location
    tags: tags
    subnetId: network.outputs.postgresSubnetId
    privateDnsZoneId: network.outputs.postgresDnsZoneId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${suffix}'
    location: location
    tags: tags
    deployerId: principalId
    operatorKey: operatorKey
    operatorKeyReaders: [for index in range(0, 3): identities[index].outputs.principalId]
  }
}

module ordersSecrets 'modules/database-secrets.bicep' = {
  scope: group
  params: {
    vaultName: vault.outputs.name
    server: 'orders-postgres'
    database: 'ordersdb'
    host: ordersPostgres.outputs.host
    username: ordersPostgres.outputs.username
    password: ordersPostgresPassword
    readerId: identities[0].outputs.principalId
  }
}

module inventorySecrets 'modules/database-secrets.bicep' = {
  scope: group
  params: {
    vaultName: vault.outputs.name
    server: 'inventory-postgres'
    database: 'inventorydb'
    host: inventoryPostgres.outputs.host
    username: inventoryPostgres.outputs.username
    password: inventoryPostgresPassword
    readerId: identities[1].outputs.principalId
  }
}

// azd keeps these in its environment. The parameters of the services come from there, and the last two are for a person.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.endpoint
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output KEY_VAULT_URI string = vault.outputs.uri
output CONTAINER_APPS_ENVIRONMENT_NAME string = environment.outputs.name
output ORDERAPI_IDENTITY_NAME string = identities[0].outputs.name
output INVENTORYAPI_IDENTITY_NAME string = identities[1].outputs.name
output WEB_IDENTITY_NAME string = identities[2].outputs.name
output ORDERS_POSTGRES_HOST string = ordersPostgres.outputs.host
output ORDERS_POSTGRES_USERNAME string = ordersPostgres.outputs.username
output INVENTORY_POSTGRES_HOST string = inventoryPostgres.outputs.host
output INVENTORY_POSTGRES_USERNAME string = inventoryPostgres.outputs.username
output ORDERAPI_URI string = 'https://orderapi.${environment.outputs.defaultDomain}'
output WEB_URI string = 'https://web.${environment.outputs.defaultDomain}'
