using Microsoft.Extensions.Options;
using Valerix.Web.Security;

namespace Valerix.UnitTests.Web.Security;

public sealed class CircuitPlacesTests : IDisposable
{
    private static readonly IPAddress _one = IPAddress.Parse("192.0.2.1"), _other = IPAddress.Parse("192.0.2.2"), _third = IPAddress.Parse("192.0.2.3");

    private readonly CircuitPlaces _places = new(Options.Create(new CircuitBounds { Max = 3, MaxPerAddress = 2 }));

    public void Dispose() => _places.Dispose();

    [Fact]
    public void An_address_takes_no_more_than_its_share_and_a_page_that_is_closed_makes_room()
    {
        using var first = _places.TryTake(_one).ShouldNotBeNull();
        var second = _places.TryTake(_one).ShouldNotBeNull();

        _places.IsFree(_one).ShouldBeFalse();
        _places.TryTake(_one).ShouldBeNull();
        _places.IsFree(_other).ShouldBeTrue();

        second.Dispose();
        _places.IsFree(_one).ShouldBeTrue();
    }

    [Fact]
    public void When_all_places_are_taken_there_is_none_for_anybody_and_being_refused_takes_none()
    {
        using var first = _places.TryTake(_one);
        using var second = _places.TryTake(_one);
        var third = _places.TryTake(_other).ShouldNotBeNull();

        _places.IsFree(_third).ShouldBeFalse();
        for (var i = 0; i < 3; i++) _places.TryTake(_third).ShouldBeNull();

        third.Dispose();
        using var fourth = _places.TryTake(_third).ShouldNotBeNull();
    }
}
