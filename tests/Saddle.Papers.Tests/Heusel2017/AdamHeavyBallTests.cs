using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Distances = Saddle.Papers.Heusel2017.AdamHeavyBall.Distances;
using Measurements = Saddle.Papers.Heusel2017.AdamHeavyBall.Measurements;

namespace Saddle.Papers.Tests;

/// <summary>
/// Adam and the heavy ball with friction: its iterates, and which gaps count as shrinking with the step.
/// </summary>
public sealed class AdamHeavyBallTests
{
    private static readonly AdamHeavyBall Claim = new();
    private static readonly double[] Steps = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

    [Fact]
    public void Gaps_of_first_order_hold()
    {
        var finding = Reports.Holds(Claim, Gaps(1, 0.005, 1.1, 0.002));
        Assert.Equal(1, finding.Measured, 9);
        finding.Says("the power 1.000 and 1.100 of the step, to 0.005 and 0.002 at 0.001");
        finding.Says("it stays at 0.7 and 0.7.");
        Assert.Equal(["0.1", "0.5", "0.7", "0.317", "0.7"], finding.Table!.Rows[0]);
        Assert.Equal(["exponent", "1.000", string.Empty, "1.100", string.Empty], finding.Table.Rows[^1]);
        Assert.Equal(0.005, finding.Values("quadratic valley")[^1]!.Value, 12);
    }

    public static TheoryData<string> Wrong =>
        ["half the friction", "a step that is a tenth too short", "iterates that are 2 % too large"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_Adam_does_not_come_near_the_heavy_ball(string plant)
    {
        double[][] Planted(Game game, double friction, double v, double[] start, double step, int count) => plant switch
        {
            "half the friction" => HeavyBallWithFriction.Adam(game, friction / 2, v, start, step, count),
            "a step that is a tenth too short" =>
                HeavyBallWithFriction.Adam(game, friction, v, start, 0.9 * step, count),
            _ =>
            [
                .. HeavyBallWithFriction.Adam(game, friction, v, start, step, count)
                    .Select(x => Array.ConvertAll(x, c => 1.02 * c)),
            ],
        };
        Assert.Equal(Outcome.Contradicted, (Claim with { Adam = Planted }).Find(Reports.Quick).Outcome);
    }

    [Theory]
    [InlineData(0.81, 0.009, Outcome.Holds)]
    [InlineData(1.19, 0.009, Outcome.Holds)]
    [InlineData(0.79, 0.001, Outcome.Contradicted)]
    [InlineData(1.21, 0.001, Outcome.Contradicted)]
    [InlineData(1, 0.01, Outcome.Contradicted)]
    public void The_exponent_and_the_gap_at_the_finest_step_are_bounded(double exponent, double finest, Outcome outcome)
    {
        Assert.Equal(outcome, Reports.Of(Claim, Gaps(exponent, finest, 1, 0.001)).Outcome);
        Assert.Equal(outcome, Reports.Of(Claim, Gaps(1, 0.001, exponent, finest)).Outcome);
    }

    [Fact]
    public void Adams_usual_start_does_not_count()
    {
        var measured = Gaps(1, 0.005, 1, 0.005);
        var far = measured.Gaps.Select(of => of.Select(g => g with { Usual = 1e6 }).ToList());
        Reports.Holds(Claim, measured with { Gaps = [.. far] });
    }

    [Fact]
    public void Adam_with_stationary_second_moments_is_momentum()
    {
        // m' = b m + (1 - b) g, z' = z - (h sqrt(v)/a) m'/sqrt(v), with b = 1 - a h, on f = x^2/2 for either player.
        const double Friction = 2;
        const double H = 0.05;
        var states = HeavyBallWithFriction.Adam(new Quadratic([1], [1], [0]), Friction, 1e4, [1, -0.5], H, 200);
        Assert.Equal(201, states.Length);
        var (z, m) = (1.0, 0.0);
        foreach (var state in states.Skip(1))
        {
            m = ((1 - (Friction * H)) * m) + (Friction * H * z);
            z -= H / Friction * m;
            Assert.Equal(z, state[0], 1e-5);
            Assert.Equal(-z / 2, state[1], 1e-5);
        }
    }

    [Fact]
    public void Adam_from_its_usual_start_moves_by_its_whole_rate_first()
    {
        // Bias correction makes m/sqrt(v) a sign.
        var states = HeavyBallWithFriction.UsualAdam(new Quadratic([1], [1], [0]), 2, [1, -0.5], 0.05, 1);
        Assert.Equal([1, -0.5], states[0]);
        Assert.Equal(1 - 0.025, states[1][0], 12);
        Assert.Equal(-0.5 + 0.025, states[1][1], 12);
    }

    [Fact]
    public void The_gap_is_the_largest_distance() =>
        Assert.Equal(5, HeavyBallWithFriction.Gap([[0, 0], [1, 1], [2, 2]], [[0, 1], [4, 5], [2, 2]]), 12);

    private static Measurements Gaps(double valley, double finestValley, double smooth, double finestSmooth) => new(
        [Powers(valley, finestValley), Powers(smooth, finestSmooth)],
        new([[1, 1], [0, 0]], [[[1, 1], [0.1, 0]], [[1, 1], [0, 0.1]]]));

    private static List<Distances> Powers(double exponent, double finest) =>
        [.. Steps.Select(h => new Distances(finest * Math.Pow(h / 0.001, exponent), 0.7))];
}
