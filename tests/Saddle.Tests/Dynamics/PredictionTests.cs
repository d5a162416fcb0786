using System.Globalization;
using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;
using Xunit.Abstractions;

namespace Saddle.Tests.Dynamics;

/// <summary>
/// Predicted and measured, side by side: two values from two sources, which agree wherever both are given.
/// </summary>
public sealed class PredictionTests(ITestOutputHelper output)
{
    // Displacements this small are in the linear regime of every game. A radius this near to 1, or a second mode this
    // near to the first, would need longer runs.
    private const double Near = 1e-7;
    private const double LeastRate = 0.004;
    private const double LeastGap = 0.006;
    private const long Steps = 2500;

    [Fact]
    public void The_measured_rate_is_the_predicted_one_to_one_percent_or_is_not_given()
    {
        string[] rules = [.. Catalog<Rule>.Entries.Select(r => r.Name)];
        var cases = Cases.Games.Where(HasLinearisation)
            .SelectMany(game => rules.Select(rule => (Game: game, Rule: rule)))
            .ToList();
        var results = new (double? Predicted, string? Approach, MeasuredApproach? Measured)[cases.Count];
        Parallel.For(0, cases.Count, i => results[i] = Try(Cases.Game(cases[i].Game), Cases.Rule(cases[i].Rule)));

        var covered = cases.Zip(results, (c, r) => (c.Game, c.Rule, r.Predicted, r.Approach, r.Measured))
            .Where(c => c.Measured is not null)
            .ToList();
        var given = covered.Where(c => c.Measured!.Rate is not null).ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cases.Count} pairs, {covered.Count} covered, {given.Count} with a measured rate"));
        output.WriteLine(string.Join('\n', covered.Except(given)));
        var differing = given
            .Where(c =>
                !(Math.Abs((c.Measured!.Rate!.Value / c.Predicted!.Value) - 1) <= 0.01)
                    || c.Measured.Approach != c.Approach)
            .ToList();
        Assert.True(differing.Count == 0, string.Join('\n', differing));
        Assert.InRange(given.Count, Math.Max(100, covered.Count * 3 / 4), covered.Count);
    }

    [Fact]
    public void What_has_no_linearisation_has_no_prediction_and_says_why()
    {
        var prediction = Prediction.Of(Cases.Game("bilinear"), Cases.Rule("adam"), 100);
        Assert.Equal(new(null, null, null, null, Cases.Rule("adam").WhyNotDifferentiable), prediction);
        prediction = Prediction.Of(Cases.Game("bilinear size=200"), Cases.Rule("optimistic"), 100);
        Assert.Null(prediction.Radius);
        Assert.StartsWith("800 coordinates", prediction.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_is_that_of_the_spectrum()
    {
        var (game, rule) = (Cases.Game("dirac-gan penalty=r1"), Cases.Rule("alternating"));
        var spectrum = Spectrum.Of(game, rule);
        Assert.Equal(
            new(spectrum.Predict(700), spectrum.Approach, spectrum.Rate, spectrum.Radius, spectrum.Note),
            Prediction.Of(game, rule, 700));
    }

    // The game of two Gaussians has a flat equilibrium and a kink there: whatever is known of it is tested with the
    // game.
    private static bool HasLinearisation(string game) => !game.StartsWith("two-gaussians", StringComparison.Ordinal);

    private static (double? Predicted, string? Approach, MeasuredApproach? Measured) Try(Game game, Rule rule)
    {
        if (rule.WhyNotDifferentiable is not null || (rule.UsesBestResponse && game.WhyNoBestResponse is not null))
        {
            return default;
        }

        var predicted = Prediction.Of(game, rule, Steps);
        if (
            predicted.Rate is not { } rate
                || Math.Abs(rate) < LeastRate
                || Gap(Spectrum.Of(game.ForSpectrum, rule).Eigenvalues) < LeastGap)
        {
            return default;
        }

        var random = new Philox(3, 0, Purpose.Start);
        double[] start = [.. game.Equilibrium().Select(e => e + (Near * random.Uniform(-1, 1)))];
        return (rate, predicted.Approach, Simulation.Run(game, rule, start, Steps, Steps).Approach);
    }

    /// <summary>
    /// How much faster, per update, the second mode dies away than the leading one and its conjugate.
    /// </summary>
    private static double Gap(IReadOnlyList<Complex> eigenvalues)
    {
        var others = eigenvalues.Skip(Math.Abs(eigenvalues[0].Imaginary) > 1e-12 ? 2 : 1).ToList();
        return others.Count == 0 ? double.PositiveInfinity : Math.Log(eigenvalues[0].Magnitude / others[0].Magnitude);
    }
}
