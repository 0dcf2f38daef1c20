using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.Http;

/// <summary>Requests that are refused, or read, before an endpoint sees them; by HTTP on a server of this process.</summary>
public sealed class RequestRulesTests : IAsyncLifetime, IDisposable
{
    private const int LimitBytes = 64 * 1024;

    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.AddServiceDefaults();
        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapPost("/items", (Item item) => item);
        _app.MapGet("/look", (string? text) => text);
        _app.MapGet("/operators", () => "done").RequireOperatorKey();
        _app.MapGet("/broken", string () => throw new InvalidOperationException("a defect"));
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("GET", "/operators", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/look", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/items", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/broken", HttpStatusCode.InternalServerError)]
    [InlineData("GET", "/look?text=%FF", HttpStatusCode.BadRequest)]
    public async Task A_refusal_is_a_problem_whatever_the_client_accepts(string method, string path, HttpStatusCode status)
    {
        foreach (var accept in (string[])["text/html", "image/png", "application/json", "*/*"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };

            var answer = await SendAsync(request);

            answer.ShouldHave(status);
            answer.MediaType.ShouldBe("application/problem+json");
            answer.Json.Text("title").ShouldNotBeNullOrEmpty();
            answer.Json.Text("type").ShouldStartWith("https://valerix.example/problems/");
            answer.Json.Text("traceId").ShouldMatch("^[0-9a-f]{32}$");
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=UTF-8")]
    public async Task JSON_is_read_whether_its_charset_is_in_quotes_or_not(string contentType) =>
        (await PostAsync("""{"price":1.50}""", contentType)).ShouldHave(HttpStatusCode.OK).Json.GetProperty("price").GetDecimal().ShouldBe(1.50m);

    [Theory]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=\"utf-16\"")]
    [InlineData("text/plain")]
    public async Task Another_charset_or_type_is_refused(string contentType) =>
        (await PostAsync("""{"price":1.50}""", contentType)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "validation");

    [Theory]
    [InlineData("1e-30")]
    [InlineData("1.000000000000000000000000000000001")]
    [InlineData("79228162514264337593543950335.4")]
    [InlineData("1e40")]
    [InlineData("1e-99999999999")]
    public async Task A_number_that_would_be_rounded_is_refused(string number) =>
        (await PostAsync($$"""{"price":{{number}}}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.01", 0.01)]
    [InlineData("-1.5e1", -15)]
    [InlineData("1e2", 100)]
    [InlineData("1E-2", 0.01)]
    [InlineData("0.000000000000000000000000000", 0)]
    [InlineData("1234567890.12", 1234567890.12)]
    public async Task Any_other_is_taken_as_it_is(string number, decimal value) =>
        (await PostAsync($$"""{"price":{{number}}}""")).ShouldHave(HttpStatusCode.OK).Json.GetProperty("price").GetDecimal().ShouldBe(value);

    [Fact]
    public async Task A_member_that_stands_twice_is_refused() =>
        (await PostAsync("""{"price":1,"price":2}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    [Fact]
    public async Task Two_idempotency_keys_are_refused() => (await SendRawAsync(
        "Idempotency-Key: one\r\nIdempotency-Key: another\r\nContent-Type: application/json\r\nContent-Length: 11\r\n", """{"price":1}"""u8.ToArray()))
        .ShouldBe("HTTP/1.1 400 Bad Request");

    [Theory]
    [InlineData("%FF")]
    [InlineData("a%C3%28")]
    [InlineData("%ED%A0%80")]
    public async Task A_query_that_is_no_UTF_8_is_refused(string text) =>
        (await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/look?text={text}"))).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    [Theory]
    [InlineData("%C3%A9", "é")]
    [InlineData("100%25", "100%")]
    [InlineData("a+b", "a b")]
    public async Task A_query_that_is_UTF_8_is_read(string text, string read) =>
        (await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/look?text={text}"))).ShouldHave(HttpStatusCode.OK).Body.ShouldBe(read);

    [Theory]
    [InlineData(LimitBytes, false, HttpStatusCode.OK)]
    [InlineData(LimitBytes, true, HttpStatusCode.OK)]
    [InlineData(LimitBytes + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(LimitBytes + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(5 * 1024 * 1024, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(5 * 1024 * 1024, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_client_that_sends_too_much_can_read_so(int bytes, bool chunked, HttpStatusCode status)
    {
        using var request = Post("""{"price":1}""".PadRight(bytes));
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = false;

        (await SendAsync(request)).ShouldHave(status);
    }

    [Fact]
    public async Task A_client_that_reads_only_when_all_is_sent_can_read_so_too()
    {
        var body = new byte[5 * 1024 * 1024];
        (await SendRawAsync($"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n", body)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    /// <summary>Sends a request byte by byte as it stands: a client library would put headers together, and read an early answer.</summary>
    /// <returns>The answer's first line.</returns>
    private async Task<string?> SendRawAsync(string headers, byte[] body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_http.BaseAddress!.Host, _http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /items HTTP/1.1\r\nHost: here\r\n{headers}\r\n"));
        await stream.WriteAsync(body);

        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync();
    }

    private static HttpRequestMessage Post(string body, string contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new(HttpMethod.Post, "/items") { Content = content };
    }

    private async Task<Answer> PostAsync(string body, string contentType = "application/json")
    {
        using var request = Post(body, contentType);
        return await SendAsync(request);
    }

    private Task<Answer> SendAsync(HttpRequestMessage request) => Answer.OfAsync(_http, request, CancellationToken.None);

    private sealed record Item(decimal Price);
}
