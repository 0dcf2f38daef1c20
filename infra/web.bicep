param location string
param environmentName string
param identityName string
param registry string
param image string
param vaultUri string

resource environment 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  name: environmentName
}

module web 'modules/container-app.bicep' = {
  params: {
    name: 'web'
    location: location
    environmentName: environmentName
    identityName: identityName
    registry: registry
    image: image
    vaultUri: vaultUri
    external: true
    allowInsecure: false
    // A page lives in the memory of the replica that drew it.
    sticky: true
    concurrentRequests: 200
    maxReplicas: 4
    secretNames: ['operator-key']
    settings: [
      { name: 'OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY', value: 'in_memory' }
      { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
      { name: 'HTTP_PORTS', value: '8080' }
      { name: 'ORDERAPI_HTTP', value: 'http://orderapi.${environment.properties.defaultDomain}' }
      { name: 'services__orderapi__http__0', value: 'http://orderapi.${environment.properties.defaultDomain}' }
      { name: 'ORDERAPI_HTTPS', value: 'https://orderapi.${environment.properties.defaultDomain}' }
      { name: 'services__orderapi__https__0', value: 'https://orderapi.${environment.properties.defaultDomain}' }
      { name: 'INVENTORYAPI_HTTP', value: 'http://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'services__inventoryapi__http__0', value: 'http://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'INVENTORYAPI_HTTPS', value: 'https://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'services__inventoryapi__https__0', value: 'https://inventoryapi.internal.${environment.properties.defaultDomain}' }
      { name: 'Operator__Key', secretRef: 'operator-key' }
    ]
  }
}
