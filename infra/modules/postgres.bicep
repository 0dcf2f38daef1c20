param name string
param database string
param location string
param tags { *: string }
param subnetId string
param privateDnsZoneId string

@secure()
param password string

@description('The service makes its schema by itself, so it is the owner of its server, on which there is nothing else.')
param username string = 'valerix'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: {
    version: '17'
    administratorLogin: username
    administratorLoginPassword: password
    availabilityZone: '1'
    highAvailability: { mode: 'ZoneRedundant', standbyAvailabilityZone: '2' }
    // Backups and log are kept so long: any second of the last fourteen days can be restored.
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    storage: { storageSizeGB: 64, autoGrow: 'Enabled' }
    network: { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: privateDnsZoneId }
  }

  resource ownDatabase 'databases' = {
    name: database
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }
}

output host string = server.properties.fullyQualifiedDomainName
output username string = username
