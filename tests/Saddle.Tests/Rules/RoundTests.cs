using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>Several moves of the discriminator a round.</summary>
public sealed class RoundTests
{
    public static TheoryData<Rule, Rule> Pairs => new()
    {
        { new Adam(Beta1: 0.5) { Order = Order.DFirst, K = 3 }, new Adam(Beta1: 0.5) { Order = Order.DFirst } },
        { new OptimisticAdam { Order = Order.DFirst, K = 3 }, new OptimisticAdam { Order = Order.DFirst } },
        { new HeavyBall(0.7) { Order = Order.DFirst, K = 3 }, new HeavyBall(0.7) { Order = Order.DFirst } },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Three_moves_a_round_are_three_rounds_of_one_where_the_generator_stands_still(Rule three, Rule one)
    {
        var (a, b) = (Run(three with { EtaG = 0 }, 4), Run(one with { EtaG = 0 }, 12));
        Assert.Equal(b, a);
    }

    [Theory]
    [InlineData("adam order=d-first k=2", "d0 d1 g2")]
    [InlineData("adam order=d-first k=2 fresh=false", "d0 d1 g1")]
    [InlineData("heavy-ball order=g-first k=2", "g2 d0 d1")]
    [InlineData("optimistic-adam order=g-first k=2 fresh=false", "g0 d0 d1")]
    [InlineData("alternating k=2", "d0 d1 g2")]
    [InlineData("alternating k=2 fresh=false", "d0 d1 g1")]
    [InlineData("alternating k=2 order=g-first fresh=false", "g0 d0 d1")]
    public void Who_moves_second_sees_a_fresh_sample_or_the_last_one_of_the_player_before(string rule, string seen)
    {
        var game = new Recorder();
        var update = Cases.Rule(rule).Bind(game);
        update.Step(new Real[2], new Real[update.MemorySize], new SampleKey(1, 0, 5, 0));
        Assert.Equal(
            seen,
            string.Join(' ', game.Asked.Select(a => $"{(a.Player == Player.Generator ? 'g' : 'd')}{a.Key.Draw}")));
        var told = game.Asked.Where(a => a.Key.Shared).Select(a => a.Player);
        Assert.Equal(seen.EndsWith("d1 g1", StringComparison.Ordinal) ? [Player.Discriminator] : [], told);
    }

    [Fact]
    public void Simultaneous_turns_with_several_moves_are_refused() =>
        Assert.Throws<Saddle.Catalog.SettingsException>(() => Cases.Rule("adam k=2"));

    private static double[] Run(Rule rule, int rounds)
    {
        var game = new DiracGan().Bind<Real>();
        var update = rule.Bind(game);
        Real[] state = [1, 0.5];
        var memory = new Real[update.MemorySize];
        update.Begin(state, memory, new SampleKey(1, 0, 0, 0));
        for (var step = 0; step < rounds; step++)
        {
            update.Step(state, memory, new SampleKey(1, 0, step, 0));
        }

        return [.. state.Select(s => s.Value)];
    }
}
