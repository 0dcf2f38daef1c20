using System.Text;
using Valerix.LoadTest.Bench.Http;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Bench;

/// <summary>What one client does over and over.</summary>
internal enum Work
{
    /// <summary><c>PUT /reservations</c> straight at Inventory.</summary>
    Reserve,

    /// <summary><c>POST /orders</c>.</summary>
    Create,

    /// <summary><c>POST /orders</c>, then <c>POST …/ship</c>.</summary>
    CreateAndShip,
}

/// <summary>A kind of work on certain products.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Skus">Products with plenty of stock; names of one length.</param>
/// <param name="System">Where.</param>
internal sealed record Scenario(Work Work, IReadOnlyList<string> Skus, SystemAddress System)
{
    public Uri Address => Work is Work.Reserve ? System.Inventory : System.Orders;

    public Client CreateClient(RawConnection connection, int number) => new(this, connection, number);

    /// <summary>One client with a connection and requests of its own.</summary>
    internal sealed class Client : IDisposable
    {
        private readonly RawConnection _connection;
        private readonly bool _ships;
        private readonly byte[][] _skus;
        private readonly RequestTemplate _first;
        private readonly RequestTemplate _ship;
        private int _next;

        public Client(Scenario scenario, RawConnection connection, int number)
        {
            const string Json = "Content-Type: application/json\r\n";
            const string Lines = "\"lines\":[{\"sku\":\"{sku}\",\"quantity\":1}]";
            var key = $"X-Api-Key: {scenario.System.OperatorKey}\r\n";
            var skuLength = scenario.Skus[0].Length;
            (_connection, _next) = (connection, number);
            _ships = scenario.Work is Work.CreateAndShip;
            _skus = [.. scenario.Skus.Select(Encoding.ASCII.GetBytes)];
            _first = scenario.Work is Work.Reserve
                ? new($"PUT /reservations/{{id}} HTTP/1.1\r\n{key}{Json}", $"{{{Lines}}}", skuLength)
                : new($"POST /orders HTTP/1.1\r\nIdempotency-Key: \"{{id}}\"\r\n{Json}", $"{{\"customerId\":\"{{id}}\",{Lines}}}", skuLength);
            _ship = new($"POST /orders/{{id}}/ship HTTP/1.1\r\n{key}", "", skuLength);
        }

        /// <summary>Does the work once.</summary>
        /// <returns>The last answer, with the order's id if there is an order.</returns>
        public async ValueTask<RawAnswer> DoAsync(CancellationToken cancellationToken)
        {
            // A prime, so that neighbours spread over all products.
            _next = (_next + 7919) % _skus.Length;
            var answer = await _connection.SendAsync(_first.With(Guid.CreateVersion7(), _skus[_next]), cancellationToken);
            if (!_ships || answer is not { Status: 201, OrderId: { } id }) return answer;

            var shipped = await _connection.SendAsync(_ship.With(id, _skus[_next]), cancellationToken);
            return shipped with { OrderId = id };
        }

        public void Dispose() => _connection.Dispose();
    }
}
