using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Runs queries on a <typeparamref name="TContext"/> of their own, as a <see cref="DetachedStatement"/>.</summary>
/// <remarks>The request's context would go back to its pool, for the next request, while a query that was left behind still uses it.</remarks>
public sealed class Queries<TContext>(IServiceScopeFactory scopes) where TContext : DbContext
{
    /// <summary>Runs one query, or several one after the other.</summary>
    /// <param name="query">Reads all that it returns: nothing that it leaves open can be read later.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait has ended; whether the query is carried out remains unknown.</exception>
    public Task<T> RunAsync<T>(Func<TContext, CancellationToken, Task<T>> query, CancellationToken patience) =>
        DetachedStatement.RunAsync(
            async token =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await query(scope.ServiceProvider.GetRequiredService<TContext>(), token);
            },
            patience);
}
