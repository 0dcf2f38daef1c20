@description('The name of the service in the AppHost and in azure.yaml, by which azd and the other services find it.')
param name string

param location string
param environmentName string
param identityName string
param registry string
param image string

@description('False: there is no address outside the environment.')
param external bool

@description('True where a plain http address inside the environment is used; the environment encrypts what travels between replicas.')
param allowInsecure bool

@description('True where a caller has to come back to the same replica.')
param sticky bool

@description('Calls under way in one replica, above which another one is started.')
param concurrentRequests int

param maxReplicas int

type setting = {
  name: string
  value: string?
  secretRef: string?
}

param settings setting[]

@description('The names of the secrets in the vault.')
param secretNames string[]

param vaultUri string

var port = 8080
var probe = { port: port, scheme: 'HTTP' }

resource environment 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  name: environmentName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: name
  location: location
  tags: { 'azd-service-name': name }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      // A new revision gets calls when it is ready, and the old one is told to end after that.
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: external
        allowInsecure: allowInsecure
        targetPort: port
        transport: 'http'
        stickySessions: { affinity: sticky ? 'sticky' : 'none' }
      }
      registries: [{ server: registry, identity: identity.id }]
      secrets: [for secret in secretNames: { name: secret, identity: identity.id, keyVaultUrl: '${vaultUri}secrets/${secret}' }]
    }
    template: {
      // The host takes thirty seconds at most to end, and five of them it serves on.
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: name
          image: image
          env: settings
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            // A first start makes the schema, and may wait for the database meanwhile.
            { type: 'Startup', httpGet: union(probe, { path: '/alive' }), periodSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: union(probe, { path: '/alive' }), periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 }
            { type: 'Readiness', httpGet: union(probe, { path: '/ready' }), periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 1 }
          ]
        }
      ]
      scale: {
        minReplicas: 2
        maxReplicas: maxReplicas
        rules: [{ name: 'concurrency', http: { metadata: { concurrentRequests: string(concurrentRequests) } } }]
      }
    }
  }
}
