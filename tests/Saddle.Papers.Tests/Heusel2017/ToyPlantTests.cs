using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Heusel2017;
using Setting = Saddle.Papers.Heusel2017.Setting;

namespace Saddle.Papers.Tests;

/// <summary>Wrong implementations of the toy saddle and its rules, measured in the place of the right ones.</summary>
public sealed class ToyPlantTests
{
    [Fact]
    public void Exchanged_rates_are_told_by_the_stationary_law()
    {
        var claim = new ToyStationary();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        var late = Setting.Simulate(0.01, 0.0001, 200, Reports.Quick);
        Reports.Contradicts(claim, new(right.RootMeanSquares.With(1, new(
            Math.Sqrt(late.Average(r => r.SquareX)), Math.Sqrt(late.Average(r => r.SquareY))))));
    }

    [Fact]
    public void Noise_of_half_the_deviation_is_told_by_the_stationary_law()
    {
        var claim = new ToyStationary();
        var right = claim.Measure(Reports.Quick);
        Reports.Contradicts(
            claim, new([.. right.RootMeanSquares.Select(r => new ToyStationary.RootMeanSquare(r.X / 2, r.Y / 2))]));
    }

    [Fact]
    public void Exchanged_rates_are_told_by_the_boundary()
    {
        var claim = new ToyBoundary();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);

        // The first cure, a rate of 0.008 of x alone, becomes one of y alone.
        Reports.Contradicts(
            claim, new(right.Late.With(1, Setting.Simulate(0.01, 0.008, 208, Reports.Quick))));
    }

    [Fact]
    public void Gradients_without_their_noise_are_told_by_the_notebooks_runs()
    {
        var claim = new ToyFinals();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        var game = new TturSaddle([0.5, -0.4]) { Noise = 0 };
        var silent = Setting.Runs.Select(r =>
        {
            var points = Simulation.Run(game, Setting.Rule(r.RateX, r.RateY), game.StartAt, Setting.Steps).Points;
            double[] norms = [.. points.TakeLast(Setting.Window).Select(p => game.Distance(p.State))];
            return (IReadOnlyList<LateRun>)[new(norms.Average(), 0, 0, norms[^1], norms.Max())];
        });
        Reports.Contradicts(claim, right with { Late = [.. silent] });
    }

    // Recorded as contradicted: with the sign wrong it holds.
    [Fact]
    public void A_generator_whose_loss_has_the_wrong_sign_would_be_at_a_Nash_equilibrium()
    {
        var claim = new LimitIsNash();
        var right = claim.Measure(Reports.Quick);
        Reports.Contradicts(claim, right);
        Reports.Holds(claim, right with { Generator = [.. right.Generator.Select(gain => -gain)] });
    }

    // Recorded as contradicted: with the wells exchanged it holds.
    [Fact]
    public void Exchanged_wells_are_told()
    {
        var claim = new FlatMinima();
        var right = claim.Measure(Reports.Quick);
        Reports.Contradicts(claim, right);
        Reports.Holds(
            claim, new([.. right.InFlat.Select(of => (IReadOnlyList<bool>)[.. of.Select(isFlat => !isFlat)])]));
    }
}
