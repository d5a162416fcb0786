using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>Several moves of the discriminator a round.</summary>
public sealed class RoundTests
{
    public static TheoryData<Rule, Rule> Pairs => new()
    {
        { new Adam(Beta1: 0.5, Order: Turns.DFirst, K: 3), new Adam(Beta1: 0.5, Order: Turns.DFirst) },
        { new OptimisticAdam(Order: Turns.DFirst, K: 3), new OptimisticAdam(Order: Turns.DFirst) },
        { new HeavyBall(0.7, Turns.DFirst, K: 3), new HeavyBall(0.7, Turns.DFirst) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Three_moves_a_round_are_three_rounds_of_one_where_the_generator_stands_still(Rule three, Rule one)
    {
        var (a, b) = (Run(three with { EtaG = 0 }, 4), Run(one with { EtaG = 0 }, 12));
        Assert.Equal(b, a);
    }

    [Fact]
    public void Simultaneous_turns_with_several_moves_are_refused() =>
        Assert.Throws<Saddle.Catalog.SettingsException>(() => Run(new Adam(K: 2), 1));

    private static double[] Run(Rule rule, int rounds)
    {
        var game = new DiracGan().Bind<Real>();
        var update = rule.Bind(game);
        Real[] state = [1, 0.5];
        var memory = new Real[update.MemorySize];
        update.Begin(state, memory, new Sample(1, 0, 0, 0));
        for (var step = 0; step < rounds; step++)
        {
            update.Step(state, memory, new Sample(1, 0, step, 0));
        }

        return [.. state.Select(s => s.Value)];
    }
}
