using System.Globalization;
using System.Text;
using Saddle.Data.Logs;

namespace Saddle.Data.Tests.Logs;

/// <summary>Lines of JSON that are read while another program appends them.</summary>
public sealed class GrowingLogTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly GrowingLog _log;

    public GrowingLogTests() => _log = new(() => _file);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_line_counts_when_it_is_whole_and_numbers_may_stand_as_Python_writes_them()
    {
        Append("""{"step": 1, "loss": 0.5, "losses": [1, 2], "who": "me"}""", "\n", """{"step": 2, "loss": Na""");
        _log.Look();
        Assert.Equal([(1L, 0.5)], _log.Series()["loss"]);
        Append("N, \"rate\": -Infinity}\n\n");
        _log.Look();
        Assert.Equal([(1L, 0.5), (2L, double.NaN)], _log.Series()["loss"]);
        Assert.Equal([(2L, double.NegativeInfinity)], _log.Series(after: 1)["rate"]);
        Assert.Empty(_log.Series(after: 2)["loss"]);
        Assert.Equal((2L, null, 0), (_log.LastStep, _log.Trouble, _log.Version));
        Assert.DoesNotContain("who", _log.Series().Keys);
    }

    [Fact]
    public void A_file_in_its_place_is_read_anew()
    {
        Append("""{"step": 1, "loss": 0.5}""", "\n", """{"step": 2, "loss": 0.5}""", "\n");
        _log.Look();
        File.WriteAllText(_file, """{"step": 1, "loss": 9}""" + "\n");
        _log.Look();
        Assert.Equal([(1L, 9.0)], _log.Series()["loss"]);
        Assert.Equal(1, _log.Version);
    }

    [Theory]
    [InlineData("[1]", "line 2 is no object of figures with a later step")]
    [InlineData("{\"step\": 1, \"loss\": 2}", "line 2 is no object")]
    [InlineData("{\"step\": \"one\"}", "line 2 is no object")]
    [InlineData("{", "line 2 is no object")]
    public void What_is_no_later_line_is_passed_over_and_told(string line, string told)
    {
        Append("""{"step": 1, "loss": 0.5}""", "\n", line, "\n", """{"step": 3, "loss": 1}""", "\n");
        _log.Look();
        Assert.Equal([(1L, 0.5), (3L, 1.0)], _log.Series()["loss"]);
        Assert.Contains(told, _log.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_and_so_is_what_comes_after_it()
    {
        Append("""{"step": 1, "loss": 0.5}""", "\n");
        Append(new string(' ', 3 << 20), "\n", """{"step": 2, "loss": 1}""", "\n");
        _log.Look();
        _log.Look();
        Assert.Single(_log.Series()["loss"]);
        Assert.Contains("line 2 has more than 1048576 bytes", _log.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_log_takes_a_bounded_room_evenly_spread_and_its_last_point_is_there()
    {
        var lines = new StringBuilder();
        for (var i = 1; i <= 50_000; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"step": {{i}}, "loss": {{i}}}""").Append('\n');
        }

        Append(lines.ToString());
        _log.Look();
        var points = _log.Series()["loss"];
        Assert.InRange(points.Count, GrowingLog.MostPoints / 2, GrowingLog.MostPoints + 1);
        Assert.Equal(50_000, points[^1].Step);
        Assert.All(points.SkipLast(1).Select((p, i) => (p.Step - 1, 16L * i)), p => Assert.Equal(p.Item2, p.Item1));
    }

    [Fact]
    public void Figures_are_told_by_the_text_of_another_field()
    {
        var log = new GrowingLog(() => _file, "player");
        Append("""{"step": 1, "player": "G", "main.0": 2}""", "\n");
        Append("""{"step": 1, "player": "D", "main.0": 3}""", "\n");
        log.Look();
        Assert.Equal([(1L, 2.0)], log.Series()["G/main.0"]);
        Assert.Equal([(1L, 3.0)], log.Series()["D/main.0"]);
    }

    private void Append(params string[] texts) => File.AppendAllText(_file, string.Concat(texts));
}
