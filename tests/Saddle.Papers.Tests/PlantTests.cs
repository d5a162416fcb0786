using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Becker2023;
using Saddle.Papers.Li2018;
using Saddle.Papers.Liang2019;
using Saddle.Papers.Mescheder2018;
using Saddle.Rules;
using Bilinears = Saddle.Papers.Liang2019.Setting;
using Diracs = Saddle.Papers.Mescheder2018.Setting;
using Gaussians = Saddle.Papers.Li2018.Setting;
using Kernels = Saddle.Papers.Becker2023.Setting;

namespace Saddle.Papers.Tests;

/// <summary>
/// A plausible wrong implementation measured in the place of the right one: with it the claim fails. The table of
/// docs/claims.md has these and those that stand beside their claims' other tests.
/// </summary>
public sealed class PlantTests
{
    private const double Eta = 0.1;

    private static readonly double[] Strengths = [0.3, 1];

    // Known from a public repository: a spurious factor of one half in a penalty's gradient.
    [Fact]
    public void A_penalty_of_half_its_gradient_is_told()
    {
        static DiracGan R1(double gamma) => new(Penalty: DiracPenalty.R1, Gamma: gamma);
        static DiracGan R2(double gamma) => new(Penalty: DiracPenalty.R2, Gamma: gamma);
        static DiracGan Noise(double sigma) => new(Penalty: DiracPenalty.InstanceNoise, Sigma: sigma);
        Fails(new R1Converges(), R1, g => R1(g / 2));
        Fails(new R2Converges(), R2, g => R2(g / 2));
        Fails(new InstanceNoiseConverges(), Noise, s => Noise(s / Math.Sqrt(2)));
    }

    [Fact]
    public void Descent_that_takes_turns_is_told_from_descent_at_once()
    {
        var right = Diracs.Compare(new(), Diracs.Simultaneous(Eta), 1);
        var spectrum = Math.Log(Spectrum.Of(new DiracGan(), Diracs.Alternating(Eta)).Radius!.Value);
        var claim = new SimultaneousDiverges();
        Reports.Holds(claim, new([new(DiracLoss.Vanilla, Eta, right)], 1, 1.1));
        Reports.Contradicts(
            claim, new([new(DiracLoss.Vanilla, Eta, right with { Spectrum = spectrum, Measured = spectrum })], 1, 1.1));

        static double Rate(Rule rule) => MeasuredRate.Of(
            new Bilinear([1], [], 1), rule, Starts.OnSphere(new Bilinear([1], [], 1), 1, 1, 0), 0, 300);
        var whole = Math.Log(Math.Sqrt(1.25)); // at the step 0.5
        Reports.Holds(new BilinearDiverges(), new([new(Eta, 1, Rate(Diracs.Simultaneous(Eta)))], whole));
        Reports.Contradicts(new BilinearDiverges(), new([new(Eta, 1, Rate(Diracs.Alternating(Eta)))], whole));
    }

    [Fact]
    public void Descent_at_once_is_told_from_descent_that_takes_turns()
    {
        var game = Bilinears.Game(4);
        AlternatingNeutral.Band Band(Rule rule, double eta)
        {
            var runs = Envelope.Of(
                game, rule, 4, run => Starts.OnSphere(game, 1, 1, run), 0, eta < 2 ? 2000 : 1000, Reports.Quick);
            return new(
                eta,
                Spectrum.Of(game, rule).Radius!.Value,
                runs.Min(r => r.Low),
                runs.Max(r => r.High),
                runs.Min(r => r.High));
        }

        var beyond = Band(Diracs.Alternating(2.1), 2.1);
        Reports.Holds(new AlternatingNeutral(), new([Band(Diracs.Alternating(Eta), Eta), beyond]));
        Reports.Contradicts(new AlternatingNeutral(), new([Band(Diracs.Simultaneous(Eta), Eta), beyond]));
    }

    public static TheoryData<string> Methods => ["omd", "co", "pm", "iu"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_that_misses_what_makes_it_converge_breaks_its_bound(string name)
    {
        var rate = Bounds.CoRate(1, 1, 1);
        (MethodBound Claim, Method Method, Rule Wrong) plant = name switch
        {
            // The past gradient is forgotten.
            "omd" => (new OptimisticBound(), Method.Omd, new Simultaneous { EtaG = 0.5, EtaD = 0.5 }),

            // The spurious factor of one half, in the consensus gradient and in the prediction.
            "co" => (new ConsensusBound(), Method.Co, new Consensus(0.5) { EtaG = rate, EtaD = rate }),
            "pm" => (new PredictiveBound(), Method.Pm, new Predictive(0.5) { EtaG = rate, EtaD = rate }),

            // The implicit equation is solved by one step towards its solution.
            _ => (new ImplicitBound(), Method.Iu, new Extragradient { EtaG = 1, EtaD = 1 }),
        };
        Reports.Holds(plant.Claim, Counts(plant.Method.Rule(1)));
        Reports.Contradicts(plant.Claim, Counts(plant.Wrong));
    }

    [Fact]
    public void The_formula_of_the_other_order_is_told()
    {
        var scan = new TwoPointScan().Measure(Reports.Quick);
        Reports.Holds(new TwoPointScan(), scan);
        var wrong = scan.Combinations.Select(c => c with
        {
            Radius = new KernelRadius().Radius(
                Kernels.Game(("sigma", c.Sigma.Exact()), ("lambda", c.Lambda.Exact())),
                new Simultaneous { EtaG = c.EtaG, EtaD = c.EtaD })!.Value,
        });
        Reports.Contradicts(new TwoPointScan(), new([.. wrong]));

        var rates = new Rates().Measure(Reports.Quick);
        Reports.Holds(new Rates(), rates);
        Reports.Contradicts(new Rates(), new(
        [
            .. rates.Runs.Select(r => r with
            {
                Modulus = MeanMode.Predict(
                    !r.Alternating, r.EtaD * r.Lambda, r.EtaD * r.EtaG / (r.Sigma * r.Sigma)).Magnitude,
            }),
        ]));
    }

    // As a linear model of a kernel that never bends would have it.
    [Fact]
    public void A_linear_model_that_is_the_simulation_itself_is_told()
    {
        var measured = new LinearRange().Measure(Reports.Quick);
        Reports.Holds(new LinearRange(), measured);
        Reports.Contradicts(new LinearRange(), new(
            [.. measured.Regimes.Select(regime => regime.Select(t => t with { Linear = t.Measured }).ToList())]));
    }

    // The distance without its one half.
    [Fact]
    public void A_total_variation_of_twice_the_size_is_told()
    {
        var distance = Gaussians.Game().TotalVariation([0, 0, 0, 0, 0, 0]);
        IReadOnlyList<IReadOnlyList<double>> map = [.. Enumerable.Range(0, 61).Select(_ => new double[61])];
        Reports.Holds(new TotalVariationTrap(), new(distance, false, [new(0, 0, false)], map));
        Reports.Contradicts(new TotalVariationTrap(), new(2 * distance, false, [new(0, 0, false)], map));
    }

    private static void Fails(PenaltyConverges claim, Func<double, DiracGan> right, Func<double, DiracGan> wrong)
    {
        Reports.Holds(claim, new([.. Strengths.Select(g => Run(g, right(g), right(g)))]));
        Reports.Contradicts(claim, new([.. Strengths.Select(g => Run(g, right(g), wrong(g)))]));
    }

    private static PenaltyConverges.Run Run(double strength, DiracGan right, DiracGan played)
    {
        var rule = Diracs.Simultaneous(Eta);
        var found = Diracs.Compare(played, rule, 1);
        return new(
            strength, Eta, false, found with { Formula = Math.Log(ClosedForm.Find(right, rule)!.Radius) }, Gap: 1);
    }

    // At kappa 1; at the others every start is there at once.
    private static MethodBound.Measurements Counts(Rule rule)
    {
        var counts = Approach.Updates(Bilinears.Game(1), rule, 8, Bilinears.Delta, 5000, Reports.Quick)
            .Select(c => c == long.MaxValue ? double.PositiveInfinity : c)
            .ToList();
        double[] one = [1, 1, 1, 1, 1, 1];
        return new([counts, one, one, one]);
    }
}
