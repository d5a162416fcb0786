using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Saddle.Papers.Liang2019;
using Saddle.Papers.Mescheder2018;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Tests;

/// <summary>Each formula of the literature against the spectrum of the exact Jacobian.</summary>
public sealed class ClosedFormTests
{
    private const int Draws = 400;
    private const double Tolerance = 1e-12;

    // A double eigenvalue is known only to the root of the precision: settings that come close to one are left out.
    private const double Apart = 1e-2;

    [Fact]
    public void Bilinear_games() => Agree(random =>
    {
        var size = (int)random.Uniform(1, 7);
        double[] values = random.Uniform() < 0.5 && size > 2
            ? [random.Uniform(0.1, 1), random.Uniform(1, 2)]
            : [.. Enumerable.Range(0, size).Select(_ => random.Uniform(0.1, 2))];
        return (new Bilinear(values, [], size, (int)random.Uniform(0, 1000)), Pick<Rule>(
            random,
            [
                new Simultaneous(),
                new Alternating(),
                new Alternating { Order = Order.GFirst },
                new Extragradient(),
                new Implicit(1),
                new Implicit(3),
                new Competitive(),
                new Consensus(random.Uniform(0, 2)),
                new Predictive(random.Uniform(0, 2)),
                new SymplecticAdjustment(random.Uniform(-1, 2)),
                new Optimistic(),
                new PastExtragradient(),
                new HeavyBall(random.Uniform(-0.9, 0.9)),
            ]));
    });

    [Fact]
    public void The_dirac_gan() => Agree(random =>
    {
        var penalty = Pick(random, [DiracPenalty.None, DiracPenalty.R1, DiracPenalty.R2, DiracPenalty.InstanceNoise]);
        var loss = Pick(random, penalty == DiracPenalty.InstanceNoise
            ? [DiracLoss.Vanilla, DiracLoss.NonSaturating, DiracLoss.Wasserstein, DiracLoss.LeastSquares]
            : Enum.GetValues<DiracLoss>());
        var game = new DiracGan(loss, penalty, random.Uniform(0, 3), random.Uniform(0, 1.5));
        Rule[] rules = [new Simultaneous(), new Alternating(), new Alternating { Order = Order.GFirst }];
        return (game, Pick(random, rules));
    });

    [Fact]
    public void The_toy_saddle() => Agree(random =>
    {
        var generatorFirst = new Alternating { Order = Order.GFirst, K = (int)random.Uniform(1, 6) };
        Rule[] rules = [new Simultaneous(), new Alternating(), generatorFirst];
        return (new TturSaddle([0.5, -0.4]), Pick(random, rules));
    });

    [Fact]
    public void What_no_formula_covers_has_none()
    {
        Assert.Null(new BilinearRadius().Radius(new Bilinear([], [0.5, -1, 2, 0.25], 2), new Simultaneous()));
        Assert.Null(new BilinearRadius().Radius(new Bilinear([1], [], 1), new Alternating { K = 2 }));
        Assert.Null(new BilinearRadius().Radius(new Bilinear([1], [], 1), new SymplecticAdjustment(Align: true)));
        var penalised = new DiracGan(Penalty: DiracPenalty.GradientPenalty, Gamma: 1);
        Assert.Null(new DiracRadius().Radius(penalised, new Simultaneous()));
        Assert.Null(new DiracRadius().Radius(new DiracGan(), new Optimistic()));
        Assert.Null(new TturRadius().Radius(new Quadratic([1], [1], [1]), new Simultaneous()));
    }

    private static void Agree(Func<Philox, (Game Game, Rule Rule)> draw)
    {
        var left = 0;
        for (var i = 0; i < Draws; i++)
        {
            var random = new Philox(7, i, Purpose.Settings);
            var (game, rule) = draw(random);
            rule = rule with { EtaG = random.Uniform(0.01, 0.8), EtaD = random.Uniform(0.01, 0.8) };
            var spectrum = Spectrum.Of(game, rule);
            var all = spectrum.Eigenvalues;
            var distances = all.SelectMany((a, j) => all.Skip(j + 1).Select(b => (a - b).Magnitude));
            if (game.StateSize == 2 && distances.Any(d => d < Apart))
            {
                left++;
                continue;
            }

            var formula = ClosedForm.Find(game, rule)!.Radius;
            Assert.True(
                Math.Abs(formula - spectrum.Radius!.Value) <= Tolerance * Math.Max(1, formula),
                $"{game.InOneLine()}; {rule.InOneLine()}: formula {formula:R}, spectrum {spectrum.Radius:R}");
        }

        Assert.True(left < Draws / 5, $"{left} of {Draws} settings are close to a double eigenvalue");
    }

    private static TItem Pick<TItem>(Philox random, TItem[] items) => items[(int)(random.Uniform() * items.Length)];
}
