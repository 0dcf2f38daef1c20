using Valerix.Web.Access;

namespace Valerix.UnitTests.Web.Access;

public sealed class SignInAttemptsTests
{
    [Fact]
    public void An_address_that_has_tried_often_has_to_wait_and_others_do_not()
    {
        using var attempts = new SignInAttempts();
        var (guesser, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));

        for (var i = 0; i < SignInAttempts.AtOnce; i++) attempts.TryTake(guesser).ShouldBeTrue();

        attempts.TryTake(guesser).ShouldBeFalse();
        attempts.TryTake(other).ShouldBeTrue();
    }
}
