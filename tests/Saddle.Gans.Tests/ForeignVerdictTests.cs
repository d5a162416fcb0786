using Saddle.Catalog;
using Saddle.Data.Logs;
using Saddle.Gans.Doctor;

namespace Saddle.Gans.Tests;

/// <summary>
/// What the doctor says of logs of other programs. The levels of losses are those that small GANs of our own came to,
/// whose samples were looked at; noise is added here.
/// </summary>
public sealed class ForeignVerdictTests
{
    private const string Perfect = "perfect-discriminator";
    private const string Wins = "discriminator-collapse";
    private const string Open = "cannot-tell";
    private const string Well = Diagnosis.NothingSeen;

    /// <summary>A verdict, and the levels at which the losses end: of the discriminator, of the generator.</summary>
    public static TheoryData<string, double, double> Ends => new()
    {
        { Well, 1.361, 0.728 }, // cross entropy, a sum: all modes
        { Well, 1.25, 0.836 },
        { Well, 1.391, 0.693 }, // collapsed: losses cannot show it
        { Well, 0.688, 0.702 }, // cross entropy, a mean
        { Well, 0.25, 0.25 }, // least squares, a mean
        { Well, 0.5, 0.25 }, // least squares, a sum
        { Well, 0.25, 0.125 }, // least squares, halves of squares
        { Well, 1.918, -0.15 }, // hinge
        { Well, 1.386, -0.693 }, // log(1 - D)
        { Well, -0.446, 2.99 }, // Wasserstein
        { Perfect, 2.3e-6, 14 },
        { Perfect, 5.7e-5, 10.3 },
        { Perfect, 0.05, 5 },
        { Perfect, 3.8e-4, 1 }, // least squares
        { Perfect, 2e-4, 0.5 }, // least squares, halves of squares
        { Perfect, 0.02, 1.6 }, // hinge
        { Perfect, 1e-3, -1e-3 }, // log(1 - D)
        { Wins, 8.285, 1.1e-3 },
        { Wins, 1.9, 1e-3 }, // least squares
        { Wins, 9, -8 }, // hinge
        { Open, 0.695, 2.03 }, // half of the modes, as healthy runs have it too
        { Open, 0.3, 3 },
        { Open, 0.1, 0.6 }, // least squares
        { Open, 1e-3, 0.1 }, // no objective has both
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Losses_are_read_under_the_objectives_that_they_can_be_those_of(string verdict, double d, double g)
    {
        foreach (var (entries, from) in new[] { (1000, 0.0), (100, 0.0), (1000, 0.5) })
        {
            var found = Of(Series(("loss/discriminator", d), ("loss/generator", g)), entries, from);
            Assert.Equal(verdict, found.Name);
            Assert.NotEmpty(found.Evidence);
        }
    }

    [Theory]
    [InlineData(Well, 1.36, 0.73, 0.51, 0.49)]
    [InlineData(Well, 1.25, 0.836, 0.56, 0.44)]
    [InlineData(Well, 0.25, 0.25, 0.5, 0.5)]
    [InlineData(Open, 0.695, 2.03, 0.78, 0.215)]
    [InlineData(Perfect, 5.7e-5, 10.3, 0.99999, 4.5e-5)]
    [InlineData(Wins, 8.285, 1.1e-3, 0.547, 0.999)]
    [InlineData(Perfect, 4e-4, 1, 0.731, 0.5)] // sigmoids of least squares' scores: no chances of theirs
    [InlineData(Well, 1.918, -0.15, 0.52, 0.48)] // and of a hinge loss
    [InlineData(Open, 1.36, 0.73, 0.999, 0.001)] // they contradict each other
    public void Chances_say_who_is_ahead_too(string verdict, double d, double g, double real, double generated) =>
        Assert.Equal(verdict, Of(Series(
            ("loss/discriminator", d),
            ("loss/generator", g),
            ("probability/real", real),
            ("probability/generated", generated))).Name);

    [Theory]
    [InlineData(Well, 0.5, 0.5)]
    [InlineData(Open, 0.8, 0.2)]
    [InlineData(Perfect, 0.99, 0.01)]
    [InlineData(Wins, 0.6, 0.99)]
    public void Chances_tell_where_no_loss_is_logged(string verdict, double real, double generated) =>
        Assert.Equal(verdict, Of(Series(("probability/real", real), ("probability/generated", generated))).Name);

    [Theory]
    [InlineData(null, 0.695, 2.03, "the sum of both halves (chance 1.386), the discriminator is well ahead; read as")]
    [InlineData("non-saturating-sum", 0.695, 2.03, "as is stated: the discriminator is well ahead, but not perfect")]
    [InlineData("hinge", 0.25, 0.25, "no objective that --objective hinge names allows both")]
    public void What_is_open_is_said_with_both_readings(string? stated, double d, double g, string sentence)
    {
        var found = Of(Series(("loss/discriminator", d), ("loss/generator", g)), objective: stated);
        Assert.Equal(Open, found.Name);
        Assert.Contains(sentence, found.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("non-saturating-mean", 0.695, 0.7, Well)]
    [InlineData("non-saturating-sum", 0.695, 2.03, Open)]
    [InlineData("least-squares", 1e-4, 1, Perfect)]
    [InlineData("wasserstein", 1e-4, 10, Open)] // a critic that tells nothing, not a perfect discriminator
    [InlineData("wasserstein", 0.4, 10, Well)]
    [InlineData("relativistic", 1e-4, 9, Perfect)]
    public void A_stated_objective_decides(string stated, double d, double g, string verdict) => Assert.Equal(
        verdict, Of(Series(("loss/discriminator", d), ("loss/generator", g)), objective: stated).Name);

    [Fact]
    public void An_objective_that_is_not_known_is_one_line_with_those_that_are()
    {
        var message = Assert.Throws<SettingsException>(
            () => Of(Series(("loss/discriminator", 1.4), ("loss/generator", 0.7)), objective: "gan")).Message;
        Assert.StartsWith("there is no objective 'gan'; --objective takes hinge, ", message, StringComparison.Ordinal);
        Assert.Single(message.Split('\n'));
    }

    [Fact]
    public void Columns_that_name_a_critic_are_judged_as_one() => Assert.Equal(
        Well, Of(Series(("loss/discriminator", 1e-1), ("loss/generator", 3000)), columns: ["critic_loss", "gen"]).Name);

    [Fact]
    public void How_training_began_tells_a_sum_from_a_mean()
    {
        var series = Series(("loss/discriminator", 0.695), ("loss/generator", 2.03));
        series["loss/discriminator"] = [(0, 1.39), .. series["loss/discriminator"].Skip(1)];
        series["loss/generator"] = [(0, 0.7), .. series["loss/generator"].Skip(1)];
        Assert.Contains("because training began at 1.39 and 0.7", Of(series).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_critic_whose_offset_drifts_is_well_and_one_whose_loss_grows_is_open()
    {
        var series = Series(("loss/discriminator", -0.5), ("loss/generator", 0));
        series["loss/generator"] = Made(i => 1.5 * i);
        Assert.Equal(Well, Of(series).Name);
        series["loss/discriminator"] = Made(i => -0.1 * i);
        Assert.Equal(Open, Of(series).Name);
        var random = new Random(1);
        series["loss/discriminator"] = Made(i => (i / 130 % 2 == 0 ? -70 : 30) + (10 * random.NextDouble()));
        Assert.Equal(Open, Of(series).Name);
        series["loss/discriminator"] = Made(i => -10.0 * i);
        Assert.Equal("divergence", Of(series).Name);
    }

    [Theory]
    [InlineData(1.02)]
    [InlineData(1.01)]
    public void A_discriminator_that_runs_away_diverges(double growth)
    {
        var series = Series(("loss/discriminator", 1.38), ("loss/generator", 0.7));
        series["loss/discriminator"] = Made(i => 0.7 + (0.7 * Math.Pow(growth, Math.Max(0, i - 500))));
        Assert.Equal("divergence", Of(series).Name);
    }

    [Fact]
    public void What_is_not_finite_has_diverged_only_where_it_stays_so()
    {
        var series = Series(("loss/discriminator", 1.38), ("loss/generator", 0.7), ("gradient-norm/generator", 1));
        series["loss/generator"] = [.. series["loss/generator"].Select((e, i) => i < 700 ? e : (e.Step, double.NaN))];
        var found = Of(series);
        Assert.Equal("divergence", found.Name);
        Assert.Contains(("loss/generator/not-finite-since", 700), found.Evidence);
        series["loss/generator"] = Series(("loss/generator", 0.7))["loss/generator"];
        series["gradient-norm/generator"] =
        [
            .. series["gradient-norm/generator"]
                .Select((e, i) => i % 100 == 5 ? (e.Step, double.PositiveInfinity) : e),
        ];
        Assert.Equal(Well, Of(series).Name);
    }

    [Fact]
    public void What_says_nothing_is_never_called_well()
    {
        Assert.Equal(Open, Of(Constant(("loss/discriminator", 0), ("loss/generator", 0))).Name);
        Assert.Equal(Open, Of(Constant(("loss/discriminator", 1.386), ("loss/generator", 0.693))).Name);
        Assert.Equal(Perfect, Of(Constant(("loss/discriminator", 0), ("loss/generator", 12))).Name);
        Assert.Equal(Open, Of(Series(("loss/generator", 0.7))).Name);
        Assert.Equal(Open, Of(Series(("gradient-norm/generator", 0.7))).Name);
        Assert.Equal(Open, Of(Series(("loss/discriminator", 0.3))).Name);
        var alone = Of(Series(("loss/discriminator", 1.36)));
        Assert.Equal(Well, alone.Name);
        Assert.NotEmpty(alone.Evidence);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(2500)]
    public void A_period_is_found_in_a_log_that_is_too_long_for_one_look(double period)
    {
        var random = new Random(2);
        IReadOnlyList<(long, double)> Turning(Func<double, double> part) =>
        [
            .. Enumerable.Range(0, 50_000).Select(
                i => ((long)i, 1 + (0.3 * part(2 * Math.PI * i / period)) + (random.NextDouble() / 10))),
        ];
        var found = Examination.Of(new CaseHistory(
            new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal)
            {
                ["loss/discriminator"] = Turning(Math.Sin),
                ["loss/generator"] = Turning(Math.Cos),
            },
            new LoggedCase())).Diagnosis;
        Assert.Equal("oscillation", found.Name);
        var measured = found.Evidence.Single(e => e.Name.EndsWith("/period", StringComparison.Ordinal)).Value;
        Assert.InRange(measured, 0.95 * period, 1.05 * period);
    }

    [Theory]
    [InlineData(LogUnit.Update, "too-short")]
    [InlineData(LogUnit.Epoch, Well)]
    [InlineData(LogUnit.ThousandImages, Well)]
    [InlineData(LogUnit.Entry, Well)]
    public void Updates_are_asked_for_where_steps_count_them(LogUnit unit, string verdict)
    {
        var series = Series(("loss/discriminator", 1.36), ("loss/generator", 0.73));
        var begun = series.ToDictionary(
            s => s.Key, s => (IReadOnlyList<(long, double)>)[.. s.Value.Take(100)], StringComparer.Ordinal);
        Assert.Equal(verdict, Of(begun, unit: unit).Name);
    }

    /// <summary>Diagnoses of logs, of every kind.</summary>
    public static TheoryData<string> Kinds => [Well, Perfect, Wins, Open, "divergence", "oscillation", "too-short"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Advice_has_no_placeholders_and_lines_of_PyTorch(string kind)
    {
        var found = Planted(kind);
        Assert.Equal(kind, found.Name);
        Assert.NotEmpty(found.Advice);
        Assert.All(found.Advice, a =>
        {
            Assert.All([a.Change, a.Why, a.Source], t => Assert.False(string.IsNullOrWhiteSpace(t) || t == "none"));
            Assert.All(a.Code, line => Assert.InRange(line.Length, 1, 120));
        });
        Assert.All(found.Evidence, e => Assert.True(double.IsFinite(e.Value)));
        if (kind is not "too-short")
        {
            Assert.All(found.Advice.Where(a => !a.Change.StartsWith("state ", StringComparison.Ordinal)), a =>
                Assert.NotEmpty(a.Code));
        }
    }

    [Fact]
    public void Rates_that_are_stated_are_worked_out()
    {
        var series = Series(("loss/discriminator", 1e-5), ("loss/generator", 12));
        var lines = Lines(Of(series, rates: (1e-5, 4e-4)));
        Assert.Contains(
            "for optimizer, rate in ((optimizerG, 0.0002), (optimizerD, 0.0004)):", lines, StringComparer.Ordinal);
        Assert.Contains(
            "for optimizer, rate in ((optimizerG, 0.0002), (optimizerD, 0.0001)):",
            Lines(Of(series, rates: (2e-4, 2e-4))),
            StringComparer.Ordinal);
        Assert.Contains(
            "for optimizer, factor in ((optimizerG, 2), (optimizerD, 0.5)):",
            Lines(Of(series)),
            StringComparer.Ordinal);
        Assert.Contains("sd = 0.1 * max(0.1, 1 - step / 999)", lines, StringComparer.Ordinal);
    }

    internal static Diagnosis Planted(string kind) => kind switch
    {
        Well => Of(Series(("loss/discriminator", 1.36), ("loss/generator", 0.73))),
        Perfect => Of(Series(("loss/discriminator", 1e-5), ("loss/generator", 12))),
        Wins => Of(Series(("loss/discriminator", 8.3), ("loss/generator", 1e-3))),
        Open => Of(Series(("loss/discriminator", 0.695), ("loss/generator", 2.03))),
        "divergence" => Of(Series(("loss/discriminator", 5000), ("loss/generator", 2000))),
        "oscillation" => Of(new(StringComparer.Ordinal)
        {
            ["loss/discriminator"] = Made(i => 1.38 + (0.4 * Math.Cos(i / 4.0))),
            ["loss/generator"] = Made(i => 0.7 + (0.4 * Math.Sin(i / 4.0))),
        }),
        "vanishing-gradient" => Of(new(StringComparer.Ordinal)
        {
            ["loss/discriminator"] = Made(i => 1e-3),
            ["loss/generator"] = Made(i => -1e-3),
            ["gradient-norm/generator"] = Made(i => Math.Exp(-i / 50.0)),
        }),
        "exploding-gradient" => Of(new(StringComparer.Ordinal)
        {
            ["loss/discriminator"] = Made(i => 0.05),
            ["loss/generator"] = Made(i => 6),
            ["gradient-norm/generator"] = Made(i => 1 + i),
        }),
        _ => Of(Series(("loss/discriminator", 1.36), ("loss/generator", 0.73)), 10),
    };

    internal static IReadOnlyList<string> Lines(Diagnosis diagnosis) => [.. diagnosis.Advice.SelectMany(a => a.Code)];

    private static Diagnosis Of(
        Dictionary<string, IReadOnlyList<(long Step, double Value)>> series,
        int entries = 1000,
        double from = 0,
        string? objective = null,
        LogUnit unit = LogUnit.Update,
        (double G, double D)? rates = null,
        IReadOnlyList<string>? columns = null)
    {
        var kept = series.ToDictionary(
            s => s.Key,
            s => (IReadOnlyList<(long, double)>)
                [.. s.Value.Where((e, i) => i % (1000 / Math.Min(entries, 1000)) == 0 && i >= from * s.Value.Count)],
            StringComparer.Ordinal);
        var examination = Examination.Of(new CaseHistory(kept, new LoggedCase
        {
            Objective = objective,
            Unit = unit,
            Columns = columns ?? [],
            GeneratorRate = rates?.G,
            DiscriminatorRate = rates?.D,
        }));
        Assert.Empty(examination.Unasked);
        return examination.Diagnosis;
    }

    // A level, from which noise strays by a thirtieth.
    private static Dictionary<string, IReadOnlyList<(long Step, double Value)>> Series(
        params (string Name, double Level)[] series)
    {
        var random = new Random(5);
        return series.ToDictionary(
            s => s.Name,
            s => Made(_ => s.Level * (1 + ((random.NextDouble() - 0.5) / 15))),
            StringComparer.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<(long Step, double Value)>> Constant(
        params (string Name, double Level)[] series) =>
        series.ToDictionary(s => s.Name, s => Made(_ => s.Level), StringComparer.Ordinal);

    private static IReadOnlyList<(long Step, double Value)> Made(Func<int, double> value) =>
        [.. Enumerable.Range(0, 1000).Select(i => ((long)i, value(i)))];
}
