using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Runs that are made to fail on purpose, and some that are not: each is recognised.</summary>
public sealed class DoctorTests
{
    private static readonly DataFolder Data = new(".");

    /// <summary>What is planted, as the doctor names it, and the configuration that brings it about.</summary>
    public static TheoryData<string, string> Planted => new()
    {
        {
            "healthy",
            "data: {name: ring, modes: 6, radius: 1.5, sd: 0.15}; "
            + "network: {name: mlp, width: 48, depth: 3, slope: 0.2}; objective: wasserstein; "
            + "regularisers: [{name: gradient-penalty, weight: 0.2}]; "
            + "rule: {name: adam, order: d-first, eta: 0.002, beta1: 0.5, beta2: 0.9}; ema: 0.995; steps: 2500"
        },
        {
            "healthy",
            "data: {name: ring, modes: 3, radius: 1, sd: 0.25}; network: {name: mlp, width: 48}; "
            + "objective: non-saturating; regularisers: [{name: r1, gamma: 0.1}]; "
            + "rule: {name: adam, order: d-first, eta-g: 0.001, eta-d: 0.002, beta1: 0.5, beta2: 0.9}; "
            + "ema: 0.995; steps: 2000"
        },
        {
            "vanishing-gradient",
            "data: {name: ring, modes: 2, radius: 5, sd: 0.05}; network: {name: mlp, width: 48, depth: 2}; "
            + "objective: saturating; "
            + "rule: {name: adam, order: d-first, eta-g: 0.00001, eta-d: 0.004, beta1: 0.5}; steps: 800"
        },
        {
            "exploding-gradient",
            "data: {name: ring, modes: 5, radius: 2, sd: 0.002}; "
            + "network: {name: mlp, width: 48, depth: 3, slope: 0.1}; objective: non-saturating; "
            + "rule: {name: adam, order: d-first, eta-g: 0.00001, eta-d: 0.008, beta1: 0.5}; steps: 1500"
        },
        {
            "mode-collapse",
            "data: {name: ring, modes: 10, radius: 2, sd: 0.03}; "
            + "network: {name: mlp, width: 48, depth: 2, slope: 0.2}; objective: non-saturating; "
            + "rule: {name: adam, order: d-first, eta-g: 0.002, eta-d: 0.0004, beta1: 0.5}; steps: 1500"
        },
        {
            "oscillation",
            "data: {name: ring, modes: 1, radius: 1.5, sd: 0.2}; network: {name: mlp, width: 16, depth: 0}; "
            + "objective: wasserstein; rule: {name: alternating, eta: 0.03}; steps: 3000"
        },
        {
            "divergence",
            "data: {name: ring, modes: 5, radius: 2, sd: 0.1}; network: {name: mlp, width: 48, depth: 3}; "
            + "objective: wasserstein; rule: {name: simultaneous, eta: 0.1}; steps: 600"
        },
        {
            "discriminator-collapse",
            "data: {name: ring, modes: 5, radius: 2, sd: 0.1}; "
            + "network: {name: mlp, width: 48, depth: 3, slope: 0.2}; objective: wasserstein; "
            + "regularisers: [{name: weight-clipping, c: 0.005}]; "
            + "rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}; steps: 800"
        },
        {
            "overfitting",
            "data: few-points; network: {name: mlp, width: 64, depth: 3, slope: 0.2}; objective: wasserstein; "
            + "regularisers: [{name: gradient-penalty, weight: 0.1}]; "
            + "rule: {name: adam, order: d-first, eta: 0.002, beta1: 0.5, beta2: 0.9}; ema: 0.995; steps: 3000"
        },
        { "too-short", "data: ring; network: {name: mlp, width: 48}; rule: {name: adam, eta: 0.001}; steps: 80" },
    };

    [TorchTheory]
    [MemberData(nameof(Planted))]
    public void A_planted_failure_is_recognised_and_its_advice_can_be_followed(string planted, string configuration)
    {
        var (found, run) = Examine(configuration, 11);
        var diagnosis = found.Diagnosis;
        Assert.Equal(planted, diagnosis.Name);
        Assert.DoesNotContain(found.Also, d => d.Name == "too-short"); // "nothing is wrong in itself" is said alone
        foreach (var settings in diagnosis.Advice.Select(a => a.Settings).Where(s => s.Count > 0))
        {
            Assert.NotEqual(
                run.ToYaml(), Configuration.Read(run.ToYaml(), "again", settings).ToYaml(), StringComparer.Ordinal);
        }

        Assert.Equal(planted is not ("healthy" or "overfitting"), diagnosis.Advice.Any(a => a.Settings.Count > 0));
    }

    [Fact]
    public void What_held_the_critic_gives_way_to_a_penalty_and_the_rest_stays()
    {
        var run = Configuration.Read(
            """
            data: ring
            network: mlp
            objective: wasserstein
            regularisers: [{name: weight-clipping, c: 0.01}, {name: instance-noise, sd: 0.3}]
            rule: {name: adam, eta-g: 0.001, eta-d: 0.004}
            """,
            "run");
        var series = new Dictionary<string, IReadOnlyList<(long Step, double Value)>>(StringComparer.Ordinal)
        {
            ["loss/generator"] = [.. Enumerable.Range(0, 30).Select(i => (20L * i, double.NaN))],
        };
        var advice = Examination.Of(new CaseHistory(series, null, run)).Diagnosis.Advice[0];
        var now = Configuration.Read(run.ToYaml(), "again", advice.Settings);
        Assert.Equal([typeof(InstanceNoise), typeof(GradientPenalty)], now.Regularisers.Select(r => r.GetType()));
        Assert.Equal(run.Regularisers[1], now.Regularisers[0]);
        Assert.Equal(run.Rule, now.Rule); // Adam's steps do not grow with the gradient
    }

    [Fact]
    public void Series_alone_tell_what_they_can()
    {
        var random = new Random(3);
        double[] noise = [.. Enumerable.Range(0, 101).Select(_ => random.NextDouble() / 20)];
        Assert.Equal(Diagnosis.NothingSeen, Of(i => 0.7 + noise[i], i => 1.38 - noise[100 - i], i => 1).Name);
        Assert.Equal("divergence", Of(i => i < 50 ? 0.7 : double.NaN, i => 1.38, i => 1).Name);
        Assert.Equal("divergence", Of(i => i * 100, i => 1.38, i => 1).Name);
        Assert.Equal("vanishing-gradient", Of(i => -1e-3, i => 1e-3, i => Math.Exp(-i / 5.0)).Name);
        Assert.Equal("exploding-gradient", Of(i => 6, i => 0.05, i => 1 + i).Name);
        Assert.Equal("oscillation", Of(i => Math.Sin(i / 2.0), i => Math.Cos(i / 2.0), i => 1).Name);
        Assert.Equal("too-short", Of(i => 0.7, i => 1.38, i => 1, 10).Name);
    }

    [Fact]
    public void Places_of_ailments_differ()
    {
        var places = Saddle.Catalog.Catalog<Ailment>.Entries
            .Select(e => e.Create(new Dictionary<string, string>(StringComparer.Ordinal)).Place)
            .ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
    }

    private static Diagnosis Of(
        Func<int, double> generator, Func<int, double> discriminator, Func<int, double> gradient, int count = 100)
    {
        IReadOnlyList<(long, double)> Series(Func<int, double> value) =>
            [.. Enumerable.Range(0, count).Select(i => (i * 20L, value(i)))];
        var series = new Dictionary<string, IReadOnlyList<(long Step, double Value)>>(StringComparer.Ordinal)
        {
            ["loss/generator"] = Series(generator),
            ["loss/discriminator"] = Series(discriminator),
            ["gradient-norm/generator"] = Series(gradient),
        };
        return Examination.Of(new CaseHistory(series)).Diagnosis;
    }

    private static (Examination Found, Configuration Run) Examine(string lines, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("saddle-doctor").FullName;
        try
        {
            string[] more =
            [
                FormattableString.Invariant($"seed: {seed}"),
                "batch: 128",
                "log-every: 20",
                "evaluate-every: 0",
                "sample-every: 0",
                "checkpoint-every: 0",
            ];
            var configuration = Configuration.Read(string.Join('\n', [.. lines.Split("; "), .. more]), "planted");
            var run = RunFolder.Create(Path.Combine(folder, "run"), configuration);
            var state = new Trainer(run, configuration, Data, TimeProvider.System).Run(null, CancellationToken.None);
            if (run.LastCheckpoint() is null)
            {
                return (
                    Examination.Of(new CaseHistory(MetricsLog.Read(run), state.Reason, configuration)), configuration);
            }

            using var at = Snapshot.Open(run, Data, "last", 1);
            return (Examination.Of(new CaseHistory(at, state.Reason, TimeSpan.FromMinutes(5))), configuration);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
