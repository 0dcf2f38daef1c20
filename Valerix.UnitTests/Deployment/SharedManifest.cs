namespace Valerix.UnitTests.Deployment;

/// <summary>The manifest takes seconds to publish, so all tests that compare something with it share one.</summary>
[CollectionDefinition(Name)]
public sealed class SharedManifest : ICollectionFixture<AppHostManifest>
{
    public const string Name = "AppHost's manifest";
}
