using Valerix.Tests.Running;

namespace Valerix.Tests.Web;

/// <summary>Web as in production, on the system of <see cref="BreakableApp"/>, for as long as a class of tests takes.</summary>
internal static class ProductionWeb
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    public static async Task<HttpClient> StartAsync(ValerixApp app)
    {
        await app.Processes.StartAsync(ValerixApp.Web);
        await Eventually.Async(_ => app.IsReadyAsync(ValerixApp.Web), _bound, "Web is ready");
        using var any = app.CreateHttpClient(ValerixApp.Web);
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = any.BaseAddress };
    }
}
