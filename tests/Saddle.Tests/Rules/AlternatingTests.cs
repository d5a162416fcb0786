using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>Who is asked for a gradient, when, and with which sample.</summary>
public sealed class AlternatingTests
{
    [Theory]
    [InlineData(Order.DFirst, 1, "D0 G1")]
    [InlineData(Order.GFirst, 1, "G1 D0")]
    [InlineData(Order.DFirst, 3, "D0 D1 D2 G3")]
    [InlineData(Order.GFirst, 3, "G3 D0 D1 D2")]
    public void Each_evaluation_of_a_round_sees_a_fresh_sample(Order order, int k, string expected)
    {
        var game = new Recorder();
        new Alternating { Order = order, K = k }.Bind(game).Step(new Real[2], [], new SampleKey(1, 2, 3, 0));
        AssertAsked(expected, game);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("optimistic-adam")]
    [InlineData("heavy-ball")]
    public void Every_rule_that_takes_turns_numbers_its_samples_alike(string rule)
    {
        string[] orders = ["d-first k=1", "g-first k=1", "d-first k=3", "g-first k=3", "g-first k=3 fresh=false"];
        foreach (var order in orders)
        {
            Assert.Equal(Asked("alternating"), Asked(rule));

            IEnumerable<(Player, SampleKey)> Asked(string name)
            {
                var game = new Recorder();
                var update = Cases.Rule($"{name} order={order}").Bind(game);
                update.Step(new Real[2], new Real[update.MemorySize], new SampleKey(1, 2, 3, 0));
                return game.Asked.Select(a => (a.Player, a.Key));
            }
        }
    }

    [Fact]
    public void Alternating_has_no_simultaneous_order()
    {
        var order = Catalog<Rule>.Get("alternating").Parameters.Single(p => p.Name == "order");
        Assert.Equal(["d-first", "g-first"], order.Options);
        Assert.Equal("d-first", Catalog<Rule>.Get("alternating").Defaults["order"]);
        Assert.Contains(
            "d-first",
            Assert.Throws<SettingsException>(() => Cases.Rule("alternating order=simultaneous")).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            ["simultaneous", "d-first", "g-first"],
            Catalog<Rule>.Get("adam").Parameters.Single(p => p.Name == "order").Options);
    }

    [Fact]
    public void Players_that_move_at_once_see_the_same_sample()
    {
        var game = new Recorder();
        new Simultaneous().Bind(game).Step(new Real[2], [], new SampleKey(1, 2, 3, 0));
        AssertAsked("G0 D0", game);
    }

    [Fact]
    public void With_the_optimal_discriminator_only_the_generator_is_asked_for_a_gradient()
    {
        var game = new Recorder();
        new OptimalDiscriminator().Bind(game).Step(new Real[2], [], new SampleKey(1, 2, 3, 0));
        AssertAsked("G0", game);
    }

    private static void AssertAsked(string expected, Recorder game)
    {
        Assert.Equal(expected, string.Join(' ', game.Asked.Select(a => $"{a.Player.ToString()[0]}{a.Key.Draw}")));
        Assert.All(game.Samples, s => Assert.Equal((1UL, 2L, 3L, false), (s.Seed, s.Run, s.Step, s.Extrapolated)));
    }
}
