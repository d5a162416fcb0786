using System.Globalization;
using Saddle.Dynamics;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>
/// The order of moves is part of a prediction: the simultaneous formula must not be used for alternating dynamics.
/// </summary>
public sealed class KernelGanOrderTests
{
    [Theory]
    [InlineData(0.1, 0.01, 1, 1, 0.988873, 0.988730)]
    [InlineData(0.1, 0.1, 0.1, 1, 0.994987, 1.0)]
    [InlineData(1, 0.1, 0.1, 0.5, 0.948683, 1.140175)]
    public void Each_order_has_the_radius_and_the_trajectory_of_its_own_formula(
        double etaD,
        double etaG,
        double lambda,
        double sigma,
        double alternating,
        double simultaneous)
    {
        Assert.Equal(alternating, Spectrum("alternating"), 1e-6);
        Assert.Equal(simultaneous, Spectrum("simultaneous"), 1e-6);

        // A displacement follows u'' = t u' - d u with the trace and the determinant of its own order, and not with the
        // other's.
        var (a, b) = (etaD * lambda, etaD * etaG / (sigma * sigma));
        var formulas = new[] { ("alternating", 2 - a - b, 1 - a), ("simultaneous", 2 - a, 1 - a + b) };
        foreach (var (rule, trace, determinant) in formulas)
        {
            Assert.True(Misfit(rule, trace, determinant) < 1e-6);
            Assert.All(
                formulas.Where(f => f.Item1 != rule),
                other => Assert.True(Misfit(rule, other.Item2, other.Item3) > 1e-5));
        }

        double Spectrum(string rule)
        {
            var setup = Make(rule);
            return Saddle.Dynamics.Spectrum.Of(setup.Game.ForSpectrum, setup.Rule).Radius!.Value;
        }

        double Misfit(string rule, double trace, double determinant)
        {
            var setup = Make(rule);
            var start = setup.Game.Equilibrium();
            start[0] = 1e-9;
            var u = Simulation.Run(setup.Game, setup.Rule, start, 50).Points.Select(p => p.State[0]).ToList();
            return Enumerable.Range(0, 49)
                .Max(k =>
                    Math.Abs(u[k + 2] - (trace * u[k + 1]) + (determinant * u[k])) / u.Skip(k).Take(3).Max(Math.Abs));
        }

        Setup Make(string rule)
        {
            (string Name, double Value)[] settings =
                [("eta-d", etaD), ("eta-g", etaG), ("lambda", lambda), ("sigma", sigma)];
            var texts = settings.Select(s => (s.Name, s.Value.ToString("R", CultureInfo.InvariantCulture)));
            return new("kernel-gan", rule, texts);
        }
    }

    [Fact]
    public void The_simultaneous_formula_calls_converging_alternating_runs_unstable()
    {
        // eta_g N q^2 / sigma^2 = 0.4 > lambda = 0.1: unstable when both move at once, 4 - 2a = 3.8 > b = 0.4 in the
        // paper's order.
        (string, Verdict)[] verdicts = [("alternating", Verdict.Converges), ("simultaneous", Verdict.Diverges)];
        foreach (var (rule, verdict) in verdicts)
        {
            var setup = new Setup(
                "kernel-gan",
                rule,
                [("eta-d", "1"), ("eta-g", "0.1"), ("lambda", "0.1"), ("sigma", "0.5"), ("offset", "0.001")]);
            var start = new double[setup.Game.StateSize];
            setup.Game.Start(new Philox(1, 0, Purpose.Start), start);
            var run = Simulation.Run(setup.Game, setup.Rule, start, 2000, 2000);
            Assert.Equal(verdict, run.Measured.Verdict);
            Assert.Equal(verdict, Saddle.Dynamics.Spectrum.Of(setup.Game.ForSpectrum, setup.Rule).Predict(2000));
        }
    }

    [Fact]
    public void Two_points_at_a_balanced_true_point_have_the_eigenvalue_one()
    {
        var setup = new Setup("kernel-gan", "alternating", [("generated", "2"), ("lambda", "0.1")]);
        var spectrum = Spectrum.Of(setup.Game.ForSpectrum, setup.Rule);
        Assert.Equal(1, spectrum.Radius!.Value, 1e-12);
        Assert.Contains("silent", spectrum.Note, StringComparison.Ordinal);
    }
}
