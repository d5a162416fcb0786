using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>What the measurements on Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406) share.</summary>
internal static class Setting
{
    /// <summary>How the paper's lemmas are known to us.</summary>
    public const string Remembered = "remembered, not re-read; derived again";

    /// <summary>The slope f'(0) of the vanilla loss.</summary>
    public const double Slope = 0.5;

    /// <summary>How rates are measured, in words.</summary>
    public const string RateMeasured =
        "least-squares slope of the log distance over the later half of as many updates as change it by a factor "
        + "of e^500, from 1e-6 (1e-230 where it grows) away in a random direction; with instance noise over nine "
        + "tenths of a factor of e^20, between 1e-3 and 1e-12";

    /// <summary>Simultaneous descent with one rate for both players.</summary>
    public static Rule Simultaneous(double eta) => new Simultaneous { EtaG = eta, EtaD = eta };

    /// <summary>Alternating descent with one rate for both players, the discriminator first.</summary>
    public static Rule Alternating(double eta, int k = 1) =>
        new Alternating { K = k, EtaG = eta, EtaD = eta };

    /// <summary>Compares rates.</summary>
    /// <remarks>
    /// As many updates are made as change a distance by a factor of e^500, which double precision still holds; the
    /// window is the later half of them. A shrinking run starts at 1e-6, a growing one ends near 1e-13. Where the field
    /// at the equilibrium is a sum that rounding keeps from being exactly 0 (instance noise), distances are only good
    /// between 1e-3 and 1e-12: there the updates are those that make a factor of e^20, and the window leaves out a
    /// tenth of them.
    /// </remarks>
    public static RateComparison Compare(DiracGan game, Rule rule, ulong seed)
    {
        var formula = Math.Log(ClosedForm.Find(game, rule)!.Radius);
        var inexact = game.Penalty == DiracPenalty.InstanceNoise;
        var all = Math.Max(200, (long)Math.Ceiling((inexact ? 20 : 500) / Math.Abs(formula)));
        var skip = inexact ? all / 10 : all / 2;
        var distance = (inexact, formula < 0) switch
        {
            (true, true) => 1e-3,
            (true, false) => 1e-12,
            (false, true) => 1e-6,
            _ => 1e-230,
        };
        var start = Starts.OnSphere(game, distance, seed, 0);
        return new(
            formula,
            Math.Log(Spectrum.Of(game, rule).Radius!.Value),
            MeasuredRate.Of(game, rule, start, skip, all - skip));
    }

    /// <summary>How rates of approach are drawn.</summary>
    public static Axis Approach { get; } = new("rate of approach an update", Log: true);

    /// <summary>Rates against a setting: a line by the formula, markers as measured, in one colour.</summary>
    /// <param name="label">What the rates have in common.</param>
    /// <param name="colour">The colour's number.</param>
    /// <param name="rates">The setting's value with its rates.</param>
    /// <param name="sign">1 to draw rates of growth, -1 for rates of approach.</param>
    public static Trace[] Curve(
        string label, int colour, IReadOnlyList<(double X, RateComparison Rates)> rates, double sign)
    {
        var x = rates.Select(r => r.X).Gaps();
        var formula = rates.Select(r => sign * r.Rates.Formula);
        var measured = rates.Select(r => sign * r.Rates.Measured);
        return
        [
            new Line($"formula, {label}", x, formula.Gaps()) { Colour = colour },
            new Points($"measured, {label}", x, measured.Gaps()) { Colour = colour },
        ];
    }

    /// <summary>A plain rule in few words.</summary>
    public static string Short(Rule rule) =>
        $"{(rule is Alternating ? "alternating" : "simultaneous")}, eta {rule.EtaG.At(0).Text()}";

    /// <summary>The starts that games draw, as a setting.</summary>
    public static (string Name, string Value) Square(int runs) =>
        ("starts", $"{runs}, uniform in the square from -1 to 1");

    /// <summary>The seed, as a setting.</summary>
    public static (string Name, string Value) SeedOf(ClaimSetting setting) => ("seed", $"{setting.Seed}");
}
