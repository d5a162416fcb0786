using System.Text.Json;
using Microsoft.Data.Sqlite;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>simulate, spectrum and basin: the fields of their JSON, and their text.</summary>
public sealed class TheoryCommandTests
{
    [Fact]
    public void Simulate_gives_the_agreed_fields()
    {
        var result = Json(
            "simulate", "dirac-gan", "--set", "penalty=r1", "--start", "1,1", "--steps", "2000", "--json");
        Assert.Equal("dirac-gan", result.GetProperty("game").GetString());
        Assert.Equal("simultaneous", result.GetProperty("rule").GetString());
        Assert.Equal("r1", result.GetProperty("settings").GetProperty("penalty").GetString());
        Assert.Equal(0.1, result.GetProperty("settings").GetProperty("eta-g").GetDouble());
        Assert.Equal(1, result.GetProperty("seed").GetInt64());
        Assert.Equal(2000, result.GetProperty("steps").GetInt64());
        Assert.Equal("converges", result.GetProperty("verdict").GetString());
        Assert.NotEqual(string.Empty, result.GetProperty("reason").GetString());
        var (theta, psi) = (
            result.GetProperty("final").GetProperty("generator")[0].GetDouble(),
            result.GetProperty("final").GetProperty("discriminator")[0].GetDouble());
        Assert.Equal(Math.Sqrt((theta * theta) + (psi * psi)), result.GetProperty("distance").GetDouble(), 1e-15);
    }

    [Fact]
    public void Simulate_puts_what_it_measures_beside_what_is_predicted()
    {
        var result = Json("simulate", "dirac-gan", "--set", "penalty=r1", "--start", "1,1", "--json");
        var (predicted, radius) = (result.GetProperty("predicted"), Math.Sqrt(0.9925));
        Assert.Equal(radius, predicted.GetProperty("radius").GetDouble(), 1e-12);
        Assert.Equal(-Math.Log(radius), predicted.GetProperty("rate").GetDouble(), 1e-12);
        Assert.Equal("converges", predicted.GetProperty("verdict").GetString());
        Assert.Equal("spiral", predicted.GetProperty("approach").GetString());
        Assert.Equal("spiral", result.GetProperty("approach").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("note").ValueKind);

        // Near, but not the same: the one is measured on the run, which starts where the loss is not quadratic.
        var measured = result.GetProperty("measured_rate").GetDouble();
        Assert.InRange(Math.Abs((measured / -Math.Log(radius)) - 1), 1e-12, 1e-3);
    }

    [Fact]
    public void Simulate_says_why_a_rate_or_a_prediction_is_missing()
    {
        var result = Json("simulate", "bilinear", "--rule", "adam", "--steps", "10", "--json");
        Assert.Equal(JsonValueKind.Null, result.GetProperty("measured_rate").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("predicted").ValueKind);
        Assert.Contains(
            "no measured rate: too few updates",
            result.GetProperty("note").GetString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "no prediction: Adam divides",
            result.GetProperty("note").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_says_in_a_note_what_is_null()
    {
        // Steps this large send the state to infinity at once.
        var result = Json("simulate", "ttur-saddle", "--set", "eta=1000", "--steps", "50", "--json");
        Assert.Equal("diverges", result.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("distance").ValueKind);
        Assert.Contains("not finite", result.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--start=-1,2", -1, 2)]
    [InlineData("--start -1,2", -1, 2)]
    [InlineData("--start 0.25,-1e-3", 0.25, -1e-3)]
    public void A_value_may_start_with_a_minus_sign(string start, double theta, double psi)
    {
        var result = Json(["simulate", "dirac-gan", .. start.Split(' '), "--steps", "1", "--json"]);
        Assert.Equal([theta, psi], Numbers(result.GetProperty("start")));
    }

    [Fact]
    public void A_list_may_start_with_a_minus_sign()
    {
        var result = Json("simulate", "two-gaussians", "--set", "target=-0.5,0.5", "--steps", "1", "--json");
        Assert.Equal([-0.5, 0.5], Numbers(result.GetProperty("settings").GetProperty("target")));
    }

    [Fact]
    public void A_start_of_the_generator_alone_is_filled_up_by_the_seed()
    {
        string[] arguments = ["simulate", "two-gaussians", "--start=-0.5,0.25", "--steps", "1", "--json"];
        var (one, same, other) = (Json(arguments), Json(arguments), Json([.. arguments, "--seed", "2"]));
        Assert.Equal([-0.5, 0.25], Numbers(one.GetProperty("start"))[..2]);
        Assert.Equal(Numbers(one.GetProperty("start")), Numbers(same.GetProperty("start")));
        Assert.NotEqual(Numbers(one.GetProperty("start")), Numbers(other.GetProperty("start")));
    }

    [Fact]
    public void Equal_means_are_warned_of_and_run_all_the_same()
    {
        var result = SaddleProcess.Run("simulate", "two-gaussians", "--start", "0.5,0.5", "--steps", "100", "--json");
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.StartsWith("saddle: warning: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        var means = Numbers(result.Json().GetProperty("final").GetProperty("generator"));
        Assert.Equal(means[0], means[1]);
    }

    [Fact]
    public void Eta_sets_both_steps_and_a_name_of_one_wins()
    {
        var settings = Json(
            "simulate", "dirac-gan", "--set", "eta-d=0.5", "--set", "eta=0.2", "--steps", "1",
            "--json").GetProperty("settings");
        Assert.Equal(0.2, settings.GetProperty("eta-g").GetDouble());
        Assert.Equal(0.5, settings.GetProperty("eta-d").GetDouble());
    }

    [Fact]
    public void Out_holds_the_result_and_the_trajectory()
    {
        using var folder = new TemporaryFolder();
        var result = SaddleProcess.Run(
            folder.Path,
            [
                "simulate", "dirac-gan", "--start", "1,1", "--steps", "100", "--every", "10", "--out", "new/folder",
                "--json",
            ]);
        Assert.Equal(result.Output.Trim(), File.ReadAllText(folder.At("new", "folder", "result.json")).Trim());
        var trajectory = File.ReadAllLines(folder.At("new", "folder", "trajectory.csv"));
        Assert.Equal("step,theta,psi", trajectory[0]);
        Assert.Equal("0,1,1", trajectory[1]);
        Assert.Equal(12, trajectory.Length);
        Assert.StartsWith("100,", trajectory[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_reads_well_as_text()
    {
        var result = SaddleProcess.Run("simulate", "dirac-gan", "--start", "1,1");
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Equal(string.Empty, result.Error);
        Assert.StartsWith("diverges: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("theta = ", result.Output, StringComparison.Ordinal);
        Assert.Contains("after 2000 updates", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Spectrum_gives_the_agreed_fields()
    {
        var result = Json("spectrum", "dirac-gan", "--json");
        Assert.Equal([0, 0], Numbers(result.GetProperty("equilibrium")));
        var leading = result.GetProperty("eigenvalues")[0];
        Assert.Equal(1, leading.GetProperty("re").GetDouble(), 1e-12);
        Assert.Equal(0.05, leading.GetProperty("im").GetDouble(), 1e-12);

        // The loss's slope at 0 is one half: each update turns and stretches by 1 + (eta / 2) i.
        var radius = Math.Sqrt(1 + (0.05 * 0.05));
        Assert.Equal(radius, result.GetProperty("radius").GetDouble(), 1e-12);
        Assert.Equal(-Math.Log(radius), result.GetProperty("rate").GetDouble(), 1e-12);
        Assert.Equal("diverges", result.GetProperty("verdict").GetString());
        Assert.Equal("spiral", result.GetProperty("approach").GetString());
        Assert.Equal(radius, result.GetProperty("closed_form").GetProperty("radius").GetDouble(), 1e-12);
        Assert.NotEqual(string.Empty, result.GetProperty("closed_form").GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("local_nash").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("note").ValueKind);
    }

    [Fact]
    public void Spectrum_says_where_it_is_silent_and_where_there_is_none()
    {
        var silent = Json("spectrum", "dirac-gan", "--rule", "alternating", "--json");
        Assert.Equal(1, silent.GetProperty("radius").GetDouble(), 1e-12);
        Assert.Equal("oscillates", silent.GetProperty("verdict").GetString());
        Assert.Contains("silent", silent.GetProperty("note").GetString(), StringComparison.Ordinal);

        var none = Json("spectrum", "two-gaussians", "--rule", "optimal-discriminator", "--json");
        Assert.All(
            ["radius", "rate", "verdict", "approach"],
            name => Assert.Equal(JsonValueKind.Null, none.GetProperty(name).ValueKind));
        Assert.Equal(0, none.GetProperty("eigenvalues").GetArrayLength());
        Assert.Contains("no Jacobian", none.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("-0.5", "1", false)]
    public void Spectrum_tells_stability_from_being_a_Nash_equilibrium(string a, string b, bool isNash)
    {
        var result = Json("spectrum", "quadratic", "--set", $"a={a}", "--set", $"b={b}", "--json");
        Assert.Equal(isNash, result.GetProperty("local_nash").GetBoolean());
        Assert.True(result.GetProperty("radius").GetDouble() < 1);
    }

    [Fact]
    public void Spectrum_reads_well_as_text()
    {
        var result = SaddleProcess.Run("spectrum", "dirac-gan", "--rule", "alternating");
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.StartsWith(
            "oscillates, spiral: spectral radius 1, rate 0 an update\n",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains("closed form 1 (", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Basin_gives_the_agreed_fields()
    {
        var result = Json("basin", "two-gaussians", "--set", "eta=0.3", "--starts", "200", "--steps", "500", "--json");
        Assert.Equal(200, result.GetProperty("starts").GetInt32());
        Assert.Equal("means", result.GetProperty("success").GetProperty("rule").GetString());
        foreach (var name in (string[])["success", "tv", "tv-0.01"])
        {
            var share = result.GetProperty(name);
            var (rate, low, high) = (
                share.GetProperty("rate").GetDouble(),
                share.GetProperty("low").GetDouble(),
                share.GetProperty("high").GetDouble());
            Assert.InRange(low, 0, rate);
            Assert.InRange(high, rate, 1);
            var failed = result.GetProperty("failures_by_rule")
                .GetProperty(name == "success" ? "means" : name)
                .EnumerateObject()
                .Sum(f => f.Value.GetInt32());
            Assert.Equal(200, (int)Math.Round(200 * rate) + failed);
        }

        Assert.Equal(
            result.GetProperty("failures_by_rule").GetProperty("means").GetRawText(),
            result.GetProperty("failures").GetRawText(),
            ignoreLineEndingDifferences: true,
            ignoreWhiteSpaceDifferences: true,
            ignoreAllWhiteSpace: true);
        Assert.True(result.GetProperty("steps_per_second").GetDouble() > 0);
        Assert.True(result.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void Basin_gives_the_cells_of_a_grid()
    {
        var result = Json(
            "basin", "two-gaussians", "--rule", "optimal-discriminator", "--set", "eta=0.3", "--starts", "1", "--grid",
            "4", "--steps", "500", "--json");
        Assert.Equal(16, result.GetProperty("starts").GetInt32());
        var cells = result.GetProperty("cells");
        Assert.Equal([-0.75, -0.25, 0.25, 0.75], Numbers(cells.GetProperty("x")));
        Assert.Equal([-0.75, -0.25, 0.25, 0.75], Numbers(cells.GetProperty("y")));

        // Equal means never separate: the diagonal fails, and nothing else.
        var rates = cells.GetProperty("rate").EnumerateArray().Select(Numbers).ToArray();
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(i / 4 == i % 4 ? 0 : 1, rates[i / 4][i % 4]));
    }

    [Fact]
    public void Basin_reads_well_as_text()
    {
        var result = SaddleProcess.Run(
            "basin", "two-gaussians", "--rule", "optimal-discriminator", "--starts", "20", "--steps", "20");
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Equal(string.Empty, result.Error);
        Assert.Contains("both sorted means within 0.1 of the target's", result.Output, StringComparison.Ordinal);
        Assert.Contains("20 runs, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Phase_gives_the_agreed_fields()
    {
        var result = Json(
            "phase", "dirac-gan", "--set", "penalty=r1", "--x", "eta=0.1:1:4", "--y", "gamma=0.01:1:3:log", "--json");
        Assert.Equal("eta", result.GetProperty("x").GetProperty("name").GetString());
        Assert.All(
            Numbers(result.GetProperty("x").GetProperty("values")).Zip([0.1, 0.4, 0.7, 1]),
            v => Assert.Equal(v.Second, v.First, 1e-12));
        Assert.Equal("gamma", result.GetProperty("y").GetProperty("name").GetString());
        Assert.All(
            Numbers(result.GetProperty("y").GetProperty("values")).Zip([0.01, 0.1, 1]),
            v => Assert.Equal(v.Second, v.First, 1e-12));
        foreach (var map in (string[])["predicted", "measured"])
        {
            var rows = result.GetProperty(map).EnumerateArray().ToList();
            Assert.Equal(3, rows.Count);
            Assert.All(rows, row => Assert.Equal(4, row.GetArrayLength()));
            Assert.All(
                rows.SelectMany(row => row.EnumerateArray()),
                cell => Assert.Contains(cell.GetString(), (string[])["c", "o", "d", "s"]));
        }

        // The first order's radius is sqrt(1 - eta gamma + eta^2 / 4): a small penalty holds small steps only.
        Assert.Equal("d", result.GetProperty("predicted")[0][3].GetString());
        Assert.Equal("c", result.GetProperty("predicted")[2][3].GetString());
        Assert.Equal(12, result.GetProperty("cells").GetInt32());
        Assert.InRange(result.GetProperty("excluded").GetInt32(), 0, 11);
        Assert.InRange(result.GetProperty("agreement").GetDouble(), 0.5, 1);
        Assert.Equal(JsonValueKind.Object, result.GetProperty("disagreements").ValueKind);
        Assert.True(result.GetProperty("steps_per_second").GetDouble() > 0);
        Assert.True(result.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void Phase_gives_the_agreement_with_and_without_the_cells_that_the_start_decides()
    {
        var result = Json(
            "phase", "dirac-gan", "--set", "penalty=r1", "--x", "eta=0.1:2:12", "--y", "gamma=0:4:9", "--json");
        var disagreements = result.GetProperty("disagreements")
            .EnumerateObject()
            .ToDictionary(d => d.Name, d => d.Value.GetInt32(), StringComparer.Ordinal);
        var nonlinear = disagreements.Where(d =>
            d.Key.EndsWith("nonlinear: agrees from a start 1000 times nearer", StringComparison.Ordinal)).Sum(d =>
                d.Value);
        var (clear, others) = (
            result.GetProperty("cells").GetInt32() - result.GetProperty("excluded").GetInt32(),
            disagreements.Values.Sum() - nonlinear);
        Assert.True(nonlinear > 0);
        Assert.Equal(1 - ((nonlinear + others) / (double)clear), result.GetProperty("agreement").GetDouble(), 1e-15);
        Assert.Equal(
            1 - (others / (double)(clear - nonlinear)),
            result.GetProperty("agreement_linear").GetDouble(),
            1e-15);
    }

    [ReportFact]
    public void A_games_own_seed_is_told_from_that_of_the_command()
    {
        using var folder = new TemporaryFolder();
        foreach (var command in (string[][])
        [
            ["phase", "bilinear", "--x", "eta=0.1:1:2", "--y", "noise=0:1:2", "--steps", "10"],
            ["basin", "bilinear", "--starts", "2", "--steps", "10"],
        ])
        {
            string[] arguments = [.. command, "--set", "game.seed=5", "--seed", "3", "--out", command[0]];
            Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, arguments).Status);
            var file = Path.Combine(folder.Path, command[0], $"{command[0]}.sqlite");
            Assert.Equal("3", Setting(file, "seed"));
            Assert.Equal("5", Setting(file, "game.seed"));
        }

        static object? Setting(string file, string name)
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM setting WHERE name=$1";
            command.Parameters.AddWithValue("$1", name);
            return command.ExecuteScalar();
        }
    }

    [ReportFact]
    public void Phase_goes_on_where_it_stopped()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "phase", "dirac-gan", "--set", "penalty=r1", "--x", "eta=0.1:1:3", "--y", "gamma=0:1:3", "--out", "diagram",
            "--json",
        ];
        var predicted = SaddleProcess.Run(folder.Path, [.. arguments, "--predict-only"]).QuietJson();
        var whole = SaddleProcess.Run(folder.Path, arguments).QuietJson();
        Assert.Equal(JsonValueKind.Null, predicted.GetProperty("measured").ValueKind);
        Assert.True(JsonElement.DeepEquals(predicted.GetProperty("predicted"), whole.GetProperty("predicted")));

        // A third time there is nothing left to do, and the result is the same.
        var again = SaddleProcess.Run(folder.Path, arguments).QuietJson();
        Assert.True(JsonElement.DeepEquals(whole.GetProperty("measured"), again.GetProperty("measured")));
        Assert.Equal(10, File.ReadAllLines(folder.At("diagram", "cells.csv")).Length);

        var other = SaddleProcess.Run(folder.Path, [.. arguments, "--seed", "2"]);
        Assert.Equal(ExitStatus.BadInput, other.Status);
        Assert.Contains("another diagram", Assert.Single(other.ErrorLines), StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] arguments) => SaddleProcess.Run(arguments).QuietJson();

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
