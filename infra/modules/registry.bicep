param name string
param location string
param tags { *: string }

@description('The principals whose containers are made from the images here.')
param pullers string[]

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false, anonymousPullEnabled: false }
}

resource acrPull 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for puller in pullers: {
  scope: registry
  name: guid(registry.id, puller, acrPull.id)
  properties: { principalId: puller, principalType: 'ServicePrincipal', roleDefinitionId: acrPull.id }
}]

output endpoint string = registry.properties.loginServer
