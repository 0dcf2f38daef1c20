namespace Valerix.InventoryApi.Gremlin;

/// <summary>Strikes calls between their commit and their answer: the work is done and nothing is held any more, whatever happens now.</summary>
internal sealed class GremlinFilter(GremlinCalls calls) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        return await calls.StrikeAsync(http.Request.Method, http.Request.Path, answer, http);
    }
}
