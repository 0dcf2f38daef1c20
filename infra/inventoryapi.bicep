param location string
param environmentName string
param identityName string
param registry string
param image string
param vaultUri string
param inventoryPostgresHost string
param inventoryPostgresUsername string

module inventoryapi 'modules/container-app.bicep' = {
  params: {
    name: 'inventoryapi'
    location: location
    environmentName: environmentName
    identityName: identityName
    registry: registry
    image: image
    vaultUri: vaultUri
    external: false
    allowInsecure: true
    sticky: false
    concurrentRequests: 100
    maxReplicas: 6
    secretNames: ['operator-key', 'inventorydb-connection-string', 'inventory-postgres-password', 'inventorydb-uri']
    settings: [
      { name: 'OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY', value: 'in_memory' }
      { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
      { name: 'HTTP_PORTS', value: '8080' }
      { name: 'ConnectionStrings__inventorydb', secretRef: 'inventorydb-connection-string' }
      { name: 'INVENTORYDB_HOST', value: inventoryPostgresHost }
      { name: 'INVENTORYDB_PORT', value: '5432' }
      { name: 'INVENTORYDB_USERNAME', value: inventoryPostgresUsername }
      { name: 'INVENTORYDB_PASSWORD', secretRef: 'inventory-postgres-password' }
      { name: 'INVENTORYDB_URI', secretRef: 'inventorydb-uri' }
      { name: 'INVENTORYDB_JDBCCONNECTIONSTRING', value: 'jdbc:postgresql://${inventoryPostgresHost}:5432/inventorydb' }
      { name: 'INVENTORYDB_DATABASENAME', value: 'inventorydb' }
      { name: 'Operator__Key', secretRef: 'operator-key' }
    ]
  }
}
