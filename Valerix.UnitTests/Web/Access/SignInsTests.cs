using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Valerix.ServiceDefaults.Http;
using Valerix.Web.Access;

namespace Valerix.UnitTests.Web.Access;

public sealed class SignInsTests
{
    private const string Key = "the operator's";

    private readonly FakeTimeProvider _time = new();
    private readonly SignIns _signIns;
    private readonly OperatorPasses _passes;

    public SignInsTests()
    {
        var configuration = Configured(Key);
        _signIns = new(new(configuration, _time, NullLogger<OperatorKeyCheck>.Instance), _time);
        _passes = new(_signIns, configuration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the operator")]
    [InlineData("the operator's ")]
    public void A_wrong_key_makes_nobody_an_operator(string key) => _signIns.SignIn(key).ShouldBeNull();

    [Fact]
    public void A_sign_in_is_over_when_its_time_is_up()
    {
        var user = _signIns.SignIn(Key)!;
        var pass = _passes.For(user).ShouldNotBeNull();

        _time.Advance(SignIns.Lifetime - TimeSpan.FromSeconds(1));
        pass.IsValid.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));

        pass.IsValid.ShouldBeFalse();
        _passes.For(user).ShouldBeNull();
        using var request = new HttpRequestMessage();
        Should.Throw<UnauthorizedAccessException>(() => pass.Attach(request));
        request.Headers.ShouldBeEmpty();
    }

    [Fact]
    public void Signing_out_ends_this_sign_in_at_once_and_no_other()
    {
        var (here, elsewhere) = (_signIns.SignIn(Key)!, _signIns.SignIn(Key)!);
        var pass = _passes.For(here).ShouldNotBeNull();

        _signIns.End(here);

        pass.IsValid.ShouldBeFalse();
        _passes.For(here).ShouldBeNull();
        _passes.For(elsewhere).ShouldNotBeNull();
    }

    [Fact]
    public void A_key_that_was_taken_back_ends_the_sign_ins_that_were_made_with_it()
    {
        var user = _signIns.SignIn(Key)!;

        new SignIns(new(Configured("another one"), _time, NullLogger<OperatorKeyCheck>.Instance), _time).Stands(user).ShouldBeFalse();
    }

    [Fact]
    public void Nobody_else_is_an_operator_whatever_roles_are_claimed()
    {
        _passes.For(new()).ShouldBeNull();
        _passes.For(new(new ClaimsIdentity([new(ClaimTypes.Role, OperatorAccess.Role)], "Another scheme"))).ShouldBeNull();
        _passes.For(new(new ClaimsIdentity([new(ClaimTypes.Role, OperatorAccess.Role)], SignIns.Scheme))).ShouldBeNull();
    }

    private static IConfiguration Configured(string key) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(OperatorKey.ConfigurationKey, key)]).Build();
}
