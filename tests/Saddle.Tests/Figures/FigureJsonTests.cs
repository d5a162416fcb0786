using System.Text.Json;
using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Tests.Figures;

/// <summary>The JSON of figures, which the browser side draws: names, kinds, and what is left out.</summary>
public sealed class FigureJsonTests
{
    private static readonly Axis X = new("step");

    [Fact]
    public void A_figure_has_its_panels_with_axes_rules_and_traces()
    {
        var panel = new Panel(
            "first",
            new Axis("step", Log: true, Low: 1, High: 100),
            new Axis("psi", Equal: true),
            [new Line("run", [0, 1], [2, 3])])
        {
            Rules = [new("predicted", 0.5, Vertical: true)],
        };
        var root = Write(new Figure("a title", [panel], Columns: 2));
        Assert.Equal(("a title", 2), (root.GetProperty("title").GetString(), root.GetProperty("columns").GetInt32()));
        var written = root.GetProperty("panels")[0];
        Assert.Equal("first", written.GetProperty("title").GetString());
        Assert.True(written.GetProperty("x").GetProperty("log").GetBoolean());
        Assert.Equal(100, written.GetProperty("x").GetProperty("high").GetDouble());
        Assert.True(written.GetProperty("y").GetProperty("equal").GetBoolean());
        var rule = written.GetProperty("rules")[0];
        Assert.Equal(
            ("predicted", 0.5, true),
            (
                rule.GetProperty("label").GetString(),
                rule.GetProperty("at").GetDouble(),
                rule.GetProperty("vertical").GetBoolean()));
        Assert.Equal("run", written.GetProperty("traces")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Each_kind_of_trace_says_which_it_is()
    {
        Trace[] traces =
        [
            new Line("a", [1], [2]),
            new Points("b", [1], [2]),
            new Bars("c", [1], [2]),
            new HeatMap("d", [1], [2], [[3]]),
            new Arrows("e", [1], [2], [3], [4]),
        ];
        Assert.Equal(
            ["line", "points", "bars", "heatmap", "arrows"],
            traces.Select(t => Write(t).GetProperty("kind").GetString()!),
            StringComparer.Ordinal);

        // Every kind that exists is among them.
        Assert.Equal(typeof(Trace).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(Trace))), traces.Length);
        Assert.Equal(4, Write(traces[4]).GetProperty("dy")[0].GetDouble());
        Assert.Equal(3, Write(traces[3]).GetProperty("z")[0][0].GetDouble());
    }

    [Fact]
    public void A_break_in_a_line_stays_and_what_is_not_given_is_left_out()
    {
        var line = Write(new Line("a", [0, 1, 2], [1.5, null, 0.1]));
        Assert.Equal(
            [JsonValueKind.Number, JsonValueKind.Null, JsonValueKind.Number],
            line.GetProperty("y").EnumerateArray().Select(v => v.ValueKind));
        Assert.Equal(0.1, line.GetProperty("y")[2].GetDouble());
        Assert.False(line.TryGetProperty("low", out _));
        Assert.False(Write(new HeatMap("d", [1], [2], [[null]])).TryGetProperty("categories", out _));
        Assert.Equal(JsonValueKind.Null, Write(new HeatMap("d", [1], [2], [[null]])).GetProperty("z")[0][0].ValueKind);
    }

    [Fact]
    public void Choices_are_words_in_lower_case()
    {
        Assert.Equal("dash", Write(new Line("a", [0], [0]) { Stroke = Stroke.Dash }).GetProperty("stroke").GetString());
        Assert.Equal("solid", Write(new Line("a", [0], [0])).GetProperty("stroke").GetString());
    }

    [Fact]
    public void Numbers_are_written_so_that_they_are_read_back_as_themselves()
    {
        double?[] values = [.. Numbers.Some(500, seed: 71).Where(double.IsFinite).Select(v => (double?)v)];
        var x = Write(new Line("a", values, values)).GetProperty("x");
        var read = x.EnumerateArray().Select(v => v.GetDouble()).ToArray();
        Numbers.AssertSameBits([.. values.Select(v => v!.Value)], read, "x");
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_rather_than_written_as_something_else() =>
        Assert.Throws<SettingsException>(() => Write(new Line("a", [double.NaN], [0])));

    private static JsonElement Write(Trace trace) =>
        Write(new Figure("t", [new Panel("p", X, X, [trace])])).GetProperty("panels")[0].GetProperty("traces")[0];

    private static JsonElement Write(Figure figure)
    {
        using var document = JsonDocument.Parse(FigureJson.Write(figure));
        return document.RootElement.Clone();
    }
}
