using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.UnitTests.ServiceDefaults.RateLimits;

public sealed class LimitersTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    [InlineData("::1", "::")]
    public void A_bucket_is_an_address_or_a_network_of_version_6(string remote, string bucket) =>
        Limiters.AddressOf(IPAddress.Parse(remote)).ShouldBe(IPAddress.Parse(bucket));
}
