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

    /// <summary>Simultaneous descent with one step for both players.</summary>
    public static Rule Simultaneous(double eta) => new Simultaneous { EtaG = eta, EtaD = eta };

    /// <summary>Alternating descent with one step for both players, the discriminator first.</summary>
    public static Rule Alternating(double eta, int k = 1) => new Alternating(Order.DFirst, k) { EtaG = eta, EtaD = eta };

    /// <summary>One comparison of rates: by the formula of the literature, by the spectrum, on a trajectory.</summary>
    /// <param name="Label">Which game.</param>
    /// <param name="Game">The game.</param>
    /// <param name="Rule">The rule.</param>
    /// <param name="Formula">The logarithm of the radius by the formula.</param>
    /// <param name="Spectrum">The logarithm of the spectrum's radius.</param>
    /// <param name="Measured">The slope of the log distance along a trajectory that starts close to the equilibrium.</param>
    public sealed record Rates(string Label, Game Game, Rule Rule, double Formula, double Spectrum, double Measured)
    {
        /// <summary>How far the measured rate is from the formula's, relative to it.</summary>
        public double Off => Math.Abs((Measured / Formula) - 1);
    }

    /// <summary>Compares rates.</summary>
    /// <remarks>
    /// As many updates are made as change a distance by a factor of e^500, which double precision still holds; the window is
    /// the later half of them. A shrinking run starts at 1e-6, a growing one ends near 1e-13. Where the field at the
    /// equilibrium is a sum that rounding keeps from being exactly 0 (instance noise), distances are only good between
    /// 1e-3 and 1e-12: there the updates are those that make a factor of e^20, and the window leaves out a tenth of them.
    /// </remarks>
    public static Rates Compare(string label, DiracGan game, Rule rule, ulong seed)
    {
        var formula = Math.Log(ClosedForm.Find(game, rule)!.Radius);
        var inexact = game.Penalty == DiracPenalty.InstanceNoise;
        var all = Math.Max(200, (long)Math.Ceiling((inexact ? 20 : 500) / Math.Abs(formula)));
        var skip = inexact ? all / 10 : all / 2;
        var start = Starts.OnSphere(game, (inexact, formula < 0) switch { (true, true) => 1e-3, (true, false) => 1e-12, (false, true) => 1e-6, _ => 1e-230 }, seed, 0);
        return new(label, game, rule, formula, Math.Log(Dynamics.Spectrum.Of(game, rule).Radius!.Value), MeasuredRate.Of(game, rule, start, skip, all - skip));
    }

    /// <summary>How rates are measured, in words.</summary>
    public const string RateMeasured = "least-squares slope of the log distance over the later half of as many updates as change it by a factor of e^500, from 1e-6 (1e-230 where it grows) away in a random direction; with instance noise over nine tenths of a factor of e^20, between 1e-3 and 1e-12";

    /// <summary>Rates against a parameter, a colour a label: lines by the formula, markers as measured.</summary>
    public static Panel Panel(string title, Axis x, IReadOnlyList<Rates> rates, Func<Rates, double> parameter, double sign)
    {
        var traces = new List<Trace>();
        foreach (var (i, group) in rates.GroupBy(r => r.Label, StringComparer.Ordinal).Index())
        {
            double?[] xs = [.. group.Select(r => (double?)parameter(r))];
            traces.Add(new Line($"formula, {group.Key}", xs, group.Select(r => sign * r.Formula).Gaps()) { Colour = i });
            traces.Add(new Points($"measured, {group.Key}", xs, group.Select(r => sign * r.Measured).Gaps()) { Colour = i });
        }

        return new(title, x, new(sign < 0 ? "rate of approach an update" : "rate of growth an update", Log: true), traces);
    }

    /// <summary>The comparisons as a table.</summary>
    public static ResultTable Table(IReadOnlyList<Rates> rates) => new(
        ["game", "rule", "log radius, formula", "log radius, spectrum", "slope measured", "off by"],
        [.. rates.Select(r => (IReadOnlyList<string>)
        [
            r.Label, Short(r.Rule), r.Formula.Text("G6"), r.Spectrum.Text("G6"), r.Measured.Text("G6"), $"{(100 * r.Off).Text("G2")} %",
        ])]);

    /// <summary>A plain rule in few words.</summary>
    public static string Short(Rule rule) => $"{(rule is Alternating ? "alternating" : "simultaneous")}, eta {rule.EtaG.At(0).Text()}";

    /// <summary>The seed, as a setting.</summary>
    public static (string Name, string Value) SeedOf(ClaimSetting setting) => ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
