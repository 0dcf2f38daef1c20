param location string
param environmentName string
param identityName string
param registry string
param image string
param vaultUri string
param ordersPostgresHost string
param ordersPostgresUsername string

resource environment 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  name: environmentName
}

module orderapi 'modules/container-app.bicep' = {
  params: {
    name: 'orderapi'
    location: location
    environmentName: environmentName
    identityName: identityName
    registry: registry
    image: image
    vaultUri: vaultUri
    external: true
    allowInsecure: false
    sticky: false
    concurrentRequests: 100
    maxReplicas: 10
    secretNames: ['operator-key', 'ordersdb-connection-string', 'orders-postgres-password', 'ordersdb-uri']
    settings: [
      { name: 'OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY', value: 'in_memory' }
      { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
      { name: 'HTTP_PORTS', value: '8080' }
      { name: 'ConnectionStrings__ordersdb', secretRef: 'ordersdb-connection-string' }
      { name: 'ORDERSDB_HOST', value: ordersPostgresHost }
      { name: 'ORDERSDB_PORT', value: '5432' }
      { name: 'ORDERSDB_USERNAME', value: ordersPostgresUsername }
      { name: 'ORDERSDB_PASSWORD', secretRef: 'orders-postgres-password' }
      { name: 'ORDERSDB_URI', secretRef: 'ordersdb-uri' }
      { name: 'ORDERSDB_JDBCCONNECTIONSTRING', value: 'jdbc:postgresql://${ordersPostgresHost}:5432/ordersdb' }
      { name: 'ORDERSDB_DATABASENAME', value: 'ordersdb' }
      { name: 'INVENTORYAPI_HTTP', value: 'http://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'services__inventoryapi__http__0', value: 'http://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'INVENTORYAPI_HTTPS', value: 'https://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'services__inventoryapi__https__0', value: 'https://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'Operator__Key', secretRef: 'operator-key' }
    ]
  }
}
