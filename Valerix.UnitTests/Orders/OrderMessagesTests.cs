using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Orders;

public sealed class OrderMessagesTests
{
    [Fact]
    public void Every_state_has_its_own_sentence()
    {
        var sentences = Enum.GetValues<OrderStatus>().Select(status => OrderMessages.For(status)).ToList();

        sentences.Distinct().Count().ShouldBe(sentences.Count);
        sentences.ShouldAllBe(sentence => sentence.EndsWith('.'));
    }

    [Fact]
    public void A_refusal_survives_being_stored()
    {
        var refusal = new Refusal([new("A", 2, 1)], []);

        var read = Refusal.FromJson(refusal.ToJson());

        read.Shortages.ShouldBe(refusal.Shortages);
        read.UnknownSkus.ShouldBeEmpty();
    }
}
