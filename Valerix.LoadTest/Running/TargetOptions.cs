using System.CommandLine;

namespace Valerix.LoadTest.Running;

/// <summary>
/// The options that aim at a running system. What is not given is taken from the environment, as the AppHost hands it to its resources;
/// with neither, a system is started.
/// </summary>
internal sealed class TargetOptions
{
    private const string OrdersVariable = "services__orderapi__http__0";
    private const string InventoryVariable = "services__inventoryapi__http__0";
    private const string OperatorKeyVariable = "Operator__Key";

    private readonly Option<Uri?> _orders = Address("--orders-url", "The Order API of a running system; without it, one is started.");
    private readonly Option<Uri?> _inventory = Address("--inventory-url", "Its Inventory API.");
    private readonly Option<string?> _operatorKey = new("--operator-key") { Description = "What opens its operators' doors." };

    public void AddTo(Command command)
    {
        command.Options.Add(_orders);
        command.Options.Add(_inventory);
        command.Options.Add(_operatorKey);
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetResult(_orders), result.GetResult(_inventory), result.GetResult(_operatorKey) }.Count(option => option is not null);
            if (given is not (0 or 3)) result.AddError($"{_orders.Name}, {_inventory.Name} and {_operatorKey.Name} go together.");
        });
    }

    /// <summary>Null when a system is to be started.</summary>
    public SystemAddress? Read(ParseResult arguments) =>
        arguments.GetValue(_orders) is { } orders
            ? new(orders, arguments.GetValue(_inventory)!, arguments.GetValue(_operatorKey)!)
            : ReadEnvironment();

    private static SystemAddress? ReadEnvironment() =>
        Environment.GetEnvironmentVariable(OrdersVariable) is { Length: > 0 } orders
        && Environment.GetEnvironmentVariable(InventoryVariable) is { Length: > 0 } inventory
        && Environment.GetEnvironmentVariable(OperatorKeyVariable) is { Length: > 0 } operatorKey
            ? new(new(orders), new(inventory), operatorKey)
            : null;

    private static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)) return address;

            result.AddError($"{name} must be an address such as http://localhost:5101.");
            return null;
        },
    };
}
