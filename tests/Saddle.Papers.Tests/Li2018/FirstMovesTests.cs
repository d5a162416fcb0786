using Saddle.Games;
using Saddle.Papers.Li2018;
using Saddle.Rules;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>First moves by slopes of integrals: right ones are told from wrong ones of every kind.</summary>
public sealed class FirstMovesTests
{
    private const double Eta = Setting.Eta;

    public static TheoryData<string> Wrong => [.. Plants.Keys];

    private static Dictionary<string, Rule> Plants { get; } = new(StringComparer.Ordinal)
    {
        ["generator's gradient times 0.4"] = new Alternating { EtaG = 0.4 * Eta, EtaD = Eta },
        ["generator's gradient times 2"] = new Alternating { EtaG = 2 * Eta, EtaD = Eta },
        ["generator frozen"] = new Alternating { EtaG = 0, EtaD = Eta },
        ["generator climbs"] = new Alternating { EtaG = -Eta, EtaD = Eta },
        ["discriminator's gradient times 1/sqrt(2 pi)"] = new Alternating { EtaG = Eta, EtaD = 0.3989 * Eta },
        ["both signs flipped"] = new Alternating { EtaG = -Eta, EtaD = -Eta },
        ["generator sees the old discriminator"] = new Simultaneous { EtaG = Eta, EtaD = Eta },
        ["generator moves first"] = new Alternating { Order = Order.GFirst, EtaG = Eta, EtaD = Eta },
        ["optimal, generator's gradient times 0.4"] = new OptimalDiscriminator { EtaG = 0.4 * Eta },
        ["optimal, generator's gradient times 2"] = new OptimalDiscriminator { EtaG = 2 * Eta },
    };

    [Fact]
    public void Right_rules_are_right_to_a_millionth()
    {
        Assert.True(FirstMoves.Off(Setting.Game(), Setting.FirstOrder, Eta, Reports.Quick) < 1e-7);
        Assert.True(FirstMoves.Off(Setting.Game(), Setting.Optimal, Eta, Reports.Quick) < 1e-7);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_implementation_is_off_by_far(string plant) =>
        Assert.True(FirstMoves.Off(Setting.Game(), Plants[plant], Eta, Reports.Quick) > 1e-3);

    // The discriminator that stays where it is instead of answering.
    [Fact]
    public void An_answer_that_is_not_the_best_lacks_value()
    {
        var off = FirstMoves.Off(Setting.Game(), new Lazy(), Eta, Reports.Quick);
        Assert.InRange(off, 0.01, 1);
    }

    private sealed record Lazy : Rule
    {
        private static readonly Alternating Still = new() { EtaG = Eta, EtaD = 0 };

        public override bool UsesBestResponse => true;

        public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
            Still.Bind(new Pack<Rule>(Still), game);
    }
}
