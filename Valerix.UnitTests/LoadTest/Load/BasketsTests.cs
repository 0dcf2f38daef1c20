using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.UnitTests.LoadTest.Load;

public sealed class BasketsTests
{
    private static readonly string[] _skus = ["A", "B", "C", "D", "E"];

    [Fact]
    public void The_same_seed_fills_the_same_baskets_in_whatever_order_the_shoppers_come()
    {
        var forwards = Enumerable.Range(1, 200).Select(number => Describe(new Baskets(7, _skus).Of(number))).ToList();
        var backwards = Enumerable.Range(1, 200).Reverse().Select(number => Describe(new Baskets(7, _skus).Of(number))).Reverse().ToList();

        backwards.ShouldBe(forwards);
    }

    [Fact]
    public void Another_seed_fills_others()
    {
        var (one, other) = (new Baskets(1, _skus), new Baskets(2, _skus));

        Enumerable.Range(1, 200).Count(number => Describe(one.Of(number)) == Describe(other.Of(number))).ShouldBeLessThan(60);
    }

    [Fact]
    public void A_basket_names_no_product_twice_and_every_product_is_bought()
    {
        var baskets = Enumerable.Range(1, 500).Select(new Baskets(1, _skus).Of).ToList();

        baskets.ShouldAllBe(basket => basket.Count > 0 && basket.DistinctBy(line => line.Sku).Count() == basket.Count);
        baskets.SelectMany(basket => basket).ShouldAllBe(line => line.Quantity >= 1 && line.Quantity <= Baskets.MaxPieces);
        baskets.SelectMany(basket => basket).Select(line => line.Sku).Distinct().Count().ShouldBe(_skus.Length);
        baskets.Select(basket => basket.Count).Distinct().Count().ShouldBeGreaterThan(1);
    }

    private static string Describe(IReadOnlyList<LineMessage> basket) => string.Join(", ", basket.Select(line => $"{line.Quantity} {line.Sku}"));
}
