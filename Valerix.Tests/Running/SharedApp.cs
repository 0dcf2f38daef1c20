using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Valerix.Tests.Orders.Latency;

namespace Valerix.Tests.Running;

/// <summary>One system that is started once for all tests which leave it whole.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    internal ValerixApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ValerixApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class WholeSystem : ICollectionFixture<SharedApp>
{
    public const string Name = "the whole system";
}

/// <summary>Another one, for tests that break a part of it and put it right again; its services run as in production.</summary>
public sealed class BreakableApp : IAsyncLifetime
{
    internal ValerixApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ValerixApp.StartAsync(change: RunAsInProduction, changeWeb: RunAsInProduction);

    public async Task DisposeAsync() => await App.DisposeAsync();

    private static void RunAsInProduction(IResourceBuilder<ProjectResource> service) => service.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production");
}

/// <summary>Alone on the machine: these tests watch the clock, or take processes away.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BreakableSystem : ICollectionFixture<BreakableApp>
{
    public const string Name = "a system to break";
}

/// <summary>For tests that start systems themselves.</summary>
[CollectionDefinition(Name)]
public sealed class NoSystem
{
    public const string Name = "no system";
}

/// <summary>Two of each API, which start on empty databases at the same time, and a webhook that hears when the gauge changes its colour.</summary>
public sealed class ReplicatedApp : IAsyncLifetime
{
    internal ValerixApp App { get; private set; } = null!;

    internal Webhook Webhook { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Webhook = await Webhook.StartAsync();
        App = await ValerixApp.StartAsync(["--Replicas=2"], api => api.WithEnvironment("Latency__Webhook", Webhook.Address));
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Webhook.DisposeAsync();
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ReplicatedSystem : ICollectionFixture<ReplicatedApp>
{
    public const string Name = "two replicas of each API";
}
