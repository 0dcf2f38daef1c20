using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

[Collection(BreakableSystem.Name)]
public sealed class AppHostEndTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);
    private static readonly string[] _services = ["Valerix.InventoryApi", "Valerix.OrderApi", "Valerix.Web"];

    [LinuxTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task However_the_AppHost_ends_it_leaves_no_process_behind(string signal)
    {
        await using var appHost = await AppHostProcess.StartAsync();
        var commands = appHost.Family().Select(process => process.Command).ToArray();
        _services.ShouldAllBe(service => commands.Any(command => command.Contains(service, StringComparison.Ordinal)));

        await Signal.SendAsync(signal, appHost.Id);

        await Eventually.ReadAsync(
            _ => Task.FromResult(string.Join("; ", appHost.Family())), left => left.Length == 0, _bound, "every process ends");
    }
}
