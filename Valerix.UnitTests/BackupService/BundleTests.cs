using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.BackupService;

public sealed class BundleTests : IAsyncLifetime
{
    private static readonly byte[] _bundle = RandomNumberGenerator.GetBytes(200_000);

    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero));
    private RunningBackupService _service = null!;

    private HttpClient Http => _service.Http;

    public async Task InitializeAsync() => _service = await RunningBackupService.StartAsync(_time);

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_bundle_comes_back_as_it_was()
    {
        using var answer = await HandOverAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Http.GetByteArrayAsync(answer.Headers.Location)).ShouldBe(_bundle);
        var item = (await Http.GetFromJsonAsync<JsonElement>("bundles")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        item.Text("day").ShouldBe("2026-11-25");
        item.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(_bundle)));
        item.GetProperty("bytes").GetInt64().ShouldBe(_bundle.Length);
    }

    [Fact]
    public async Task A_second_call_in_a_day_is_refused_until_midnight()
    {
        (await HandOverAsync()).Dispose();
        using var second = await HandOverAsync();

        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromHours(6));
        second.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        (await second.Content.ReadFromJsonAsync<JsonElement>()).Text("nextCallAt").ShouldBe("2026-11-26T00:00:00Z");

        _time.Advance(TimeSpan.FromHours(6));
        using var nextDay = await HandOverAsync();
        nextDay.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_many_calls_at_once_one_is_taken()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => HandOverAsync()));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(9);
    }

    [Fact]
    public async Task A_day_without_a_bundle_is_not_found() =>
        (await Http.GetAsync("bundles/2026-11-24")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("""{"errorStored":{"every":1}}""", HttpStatusCode.InternalServerError, true, true)]
    [InlineData("""{"silentStored":{"every":1}}""", null, true, true)]
    [InlineData("""{"silentLost":{"every":1}}""", null, false, true)]
    [InlineData("""{"changed":{"every":1}}""", HttpStatusCode.Created, true, false)]
    public async Task A_fault_uses_up_the_day(string plan, HttpStatusCode? expected, bool isHeld, bool isIntact)
    {
        using var planned = await Http.PutAsync("gremlin", new StringContent(plan, null, "application/json"));
        planned.StatusCode.ShouldBe(HttpStatusCode.OK);

        HttpStatusCode? answered = null;
        try
        {
            using var answer = await HandOverAsync();
            answered = answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // No answer: what the plan may ask for.
        }

        answered.ShouldBe(expected);
        (await Http.GetFromJsonAsync<JsonElement>("bundles")).GetProperty("items").GetArrayLength().ShouldBe(isHeld ? 1 : 0);
        if (isHeld) (await Http.GetByteArrayAsync("bundles/2026-11-25")).SequenceEqual(_bundle).ShouldBe(isIntact);
        using var second = await HandOverAsync();
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private Task<HttpResponseMessage> HandOverAsync() => Http.PostAsync("bundles", new ByteArrayContent(_bundle));
}
