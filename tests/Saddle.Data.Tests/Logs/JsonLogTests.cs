using System.Text;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

public sealed class JsonLogTests
{
    public static TheoryData<string, string> Forms => new()
    {
        // Records, a line each.
        { "{\"d\": 1.5, \"_step\": 0, \"g\": 0.5}\n{\"g\": 0.75, \"d\": 1.25, \"_step\": 4}\n", "d=0:1.5 4:1.25; "
            + "g=0:0.5 4:0.75" },
        { "{\"step\": 0, \"d\": 1.5}\n{\"step\": 0, \"g\": 0.5}\n{\"step\": 4, \"d\": 1.25}\n{\"step\": 4, \"g\": "
            + "0.75}\n",
            "d=0:1.5 4:1.25; g=0:0.5 4:0.75" },
        { "{\"step\": 0, \"d\": NaN, \"g\": -Infinity}\n{\"step\": 1, \"d\": nan, \"g\": \"NaN\"}\n{\"step\": 2, "
            + "\"d\": \"NaN\", "
            + "\"g\": inf, \"note\": \"NaN, -Infinity\"}\n", "d=0:NaN 1:NaN 2:NaN; g=0:-Infinity 1:NaN 2:Infinity" },
        { "{\"Loss/D/loss\": {\"num\": 3, \"mean\": 1.5}, \"Progress/kimg\": {\"num\": 1, \"mean\": "
            + "3.5}}\n{\"Loss/D/loss\": "
            + "{\"num\": 3, \"mean\": NaN}, \"Progress/kimg\": {\"num\": 1, \"mean\": 7.0}}\n",
            "Loss/D/loss.num=3.5:3 7:3; Loss/D/loss.mean=3.5:1.5 7:NaN; Progress/kimg.num=3.5:1 7:1" },
        { "{\"step\": 0, \"d\": \"1.5\", \"g\": null}\n\n{\"step\": 1, \"d\": [1.25, 0.5], \"g\": 0.75}\n",
            "d=0:1.5 1:1.25; g=1:0.75" },
        { "{\"step\": 0, \"d\": 1},\n{\"step\": 1, \"d\": 2},\n", "d=0:1 1:2" },
        { "{\"config\": {\"lr\": 0.1}}\n{\"step\": 0, \"d\": 1}\n{\"step\": 1, \"d\": 2}\n", "config.lr=?:0.1; d=0:1 "
            + "1:2" },
        { "{\"step\": 0, \"metrics\": {\"train\": {\"d\": 1}}}\n{\"step\": 1, \"metrics\": {\"train\": {\"d\": 2}}}\n",
            "metrics.train.d=0:1 1:2" },
        { "{\"name\": \"d\", \"value\": 1, \"step\": 0}\n{\"name\": \"g\", \"value\": 2, \"step\": 0}\n"
            + "{\"name\": \"d\", \"value\": 3, \"step\": 5}\n", "d=0:1 5:3; g=0:2" },
        { "{\"step\": 0, \"d\": 1, \"h\": {\"_type\": \"histogram\", \"values\": [1, 2]}}\n{\"step\": 1, \"d\": "
            + "2}\n", "d=0:1 1:2" },

        // Documents.
        { "[{\"step\": 0, \"d\": 1}, {\"step\": 1, \"d\": 2}]", "d=0:1 1:2" },
        { "[\n{\"step\": 0, \"d\": 1},\n{\"step\": 1, \"d\": 2}\n]\n", "d=0:1 1:2" },
        { "[\n  {\n    \"step\": 0,\n    \"d\": NaN\n  },\n  {\n    \"step\": 1,\n    \"d\": 2\n  }\n]\n", "d=0:NaN "
            + "1:2" },
        { "{\"best\": null, \"global_step\": 9, \"log_history\": [{\"epoch\": 0.5, \"loss_d\": 1, \"step\": 5}, "
            + "{\"eval_loss\": 3, \"step\": 5}, {\"epoch\": 1.0, \"loss_d\": 2, \"step\": 9}, {\"train_loss\": 1, "
            + "\"step\": 9}]}",
            "log_history[].loss_d=5:1 9:2; log_history[].eval_loss=5:3; log_history[].train_loss=9:1" },
        { "[{\"iter\": 0, \"metric\": \"loss\", \"variant\": \"D\", \"value\": 1}, {\"iter\": 0, \"metric\": \"loss\", "
            + "\"variant\": \"G\", \"value\": 2}, {\"iter\": 4, \"metric\": \"loss\", \"variant\": \"D\", \"value\": "
            + "3}]\n",
            "metric \"loss\", variant \"D\"=0:1 4:3; metric \"loss\", variant \"G\"=0:2" },
        { "{\"loss_d\": [1.5, 1.25], \"loss_g\": [0.5, null, 0.75]}", "loss_d=?:1.5 ?:1.25; loss_g=?:0.5 ?:0.75" },
        { "{\"step\": [0, 4], \"loss.d\": [1.5, 1.25], \"loss.g\": [0.5, 0.75]}\n", "loss.d=0:1.5 4:1.25; "
            + "loss.g=0:0.5 4:0.75" },
        { "{\n  \"history\": {\n    \"loss_d\": [1.5, NaN]\n  },\n  \"params\": {\"epochs\": 2}\n}",
            "history.loss_d=?:1.5 ?:NaN" },
        { "{\"step\": {\"0\": 0, \"1\": 4}, \"loss_d\": {\"0\": 1.5, \"1\": 1.25}}", "loss_d=0:1.5 4:1.25" },
        { "{\"0\": {\"step\": 0, \"loss_d\": 1.5}, \"1\": {\"step\": 4, \"loss_d\": 1.25}}", "loss_d=0:1.5 4:1.25" },
        { "{\"columns\": [\"step\", \"loss_d\"], \"index\": [0, 1], \"data\": [[0, 1.5], [4, 1.25]]}",
            "index=0:0 4:1; loss_d=0:1.5 4:1.25" },
        { "[[1600000000.5, 0, 1.5], [1600000001.5, 4, 1.25]]",
            "wall time=0:1600000000.5 4:1600000001.5; Value in x.json=0:1.5 4:1.25" },
        { "{\"loss_d\": [[0, 1.5], [4, 1.25]], \"loss_g\": [[0, 0.5], [8, 0.75]]}", "loss_d=0:1.5 4:1.25; "
            + "loss_g=0:0.5 8:0.75" },
        { "{\"loss_d\": {\"steps\": [0, 4], \"values\": [1.5, 1.25]}, \"loss_g\": {\"steps\": [0, 8], \"values\": [1, "
            + "2]}}",
            "loss_d.values=0:1.5 4:1.25; loss_g.values=0:1 8:2" },
        { "{\n \"step\": 0,\n \"loss\": {\"d\": 1}\n}\n{\n \"step\": 1,\n \"loss\": {\"d\": 2}\n}\n", "loss.d=0:1 "
            + "1:2" },
        { "{\"train\": {\"loss_d\": [1], \"loss_g\": [2]}, \"val\": {\"loss_d\": [3], \"loss_g\": [4]}}",
            "train.loss_d=?:1; train.loss_g=?:2; val.loss_d=?:3; val.loss_g=?:4" },
        { "{\"hidden\": [1, 2, 3], \"loss_d\": [{\"step\": 0, \"value\": 1.5}, {\"step\": 4, \"value\": 1.25}]}",
            "hidden=?:1 ?:2 ?:3; loss_d[].value=0:1.5 4:1.25" },

        // Damaged: what is before the damage counts, and lines after it.
        { "{\"step\": 0, \"d\": 1}\n{\"step\": 1, \"d\": 2}\n{\"step\": 2, \"d", "d=0:1 1:2" },
        { "{\"step\": 0, \"d\": 1}\n{\"step\": 1, \"d\": 2\n{\"step\": 2, \"d\": 3}\n\0\0\0\0", "d=0:1 2:3" },
        { "{\"step\": 0, \"d\": 1{\"step\": 1, \"d\": 2}\n{\"step\": 2, \"d\": 3}\n{\"step\": 3, \"d\": 4}\n", "d=2:3 "
            + "3:4" },
        { "{\"log\": [{\"step\": 0, \"d\": 1}, {\"step\": 1, \"d\": 2}, {\"step\": 2, \"d\": 3", "log[].d=0:1 1:2" },
        { "[{\"step\": 0, \"d\": 1}, {\"step\": 1, \"d\": NaN}, {\"step\": ", "d=0:1 1:NaN" },
        { "{\"loss_d\": [1.5, 1.25], \"loss_g\": [0.5, 0.7", "loss_d=?:1.5 ?:1.25; loss_g=?:0.5" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Forms_are_told_by_what_they_hold(string text, string expected)
    {
        Assert.Equal(expected, LogFile.All(LogFile.One("x.json", text)));
        Assert.Equal(expected, LogFile.All(Assert.Single(LogFile.Runs("x.json", text, new UTF8Encoding(true)))));
        Assert.Equal(expected, LogFile.All(Assert.Single(LogFile.Runs("x.json", text, Encoding.Unicode))));
    }

    [Theory]
    [InlineData("{\"run\": \"a\", \"step\": 0, \"d\": 1}\n{\"run\": \"b\", \"step\": 0, \"d\": 2}\n", "a: d=0:1|b: "
        + "d=0:2")]
    [InlineData("{\"a\": {\"loss_d\": [1], \"loss_g\": [2]}, \"b\": {\"loss_d\": [3], \"loss_g\": [4]}}",
        "a: loss_d=?:1; loss_g=?:2|b: loss_d=?:3; loss_g=?:4")]
    [InlineData("{\"a\": [{\"step\": 0, \"loss_d\": 1, \"loss_g\": 2}], \"b\": [{\"step\": 0, \"loss_d\": 3, "
        + "\"loss_g\": 4}]}",
        "a: loss_d=0:1; loss_g=0:2|b: loss_d=0:3; loss_g=0:4")]
    [InlineData("[{\"loss_d\": [1, 2, 3, 4, 5], \"loss_g\": [1, 2, 3, 4, 6]}, {\"loss_d\": [1, 2, 3, 4, 7], "
        + "\"loss_g\": "
        + "[1, 2, 3, 4, 8]}]", "[0]: loss_d=?:1 ?:2 ?:3 ?:4 ?:5; loss_g=?:1 ?:2 ?:3 ?:4 ?:6|[1]: loss_d=?:1 ?:2 ?:3 "
        + "?:4 ?:7; "
        + "loss_g=?:1 ?:2 ?:3 ?:4 ?:8")]
    public void Runs_of_one_file_are_told_apart(string text, string expected) => Assert.Equal(
        expected, string.Join('|', LogFile.Runs("x.json", text).Select(r => $"{r.Name}: {LogFile.All(r)}")));

    [Theory]
    [InlineData("{\"d\": 1}\n{\"d\": 2}\n{\"d\": ", "the last line is cut, and was left out")]
    [InlineData("{\"d\": 1}\n{\"d\": 2\n{\"d\": 3}\n", "1 lines are no JSON, and were left out")]
    [InlineData("{\"log\": [\n{\"d\": 1},\n{\"d\": 2", "the JSON is cut or damaged, after line 2: what is before was "
        + "read")]
    [InlineData("{\"d\": [1, 2]}\n{\"d\": [3, 4]}\n", "2 cells hold a printed tensor or list: the first number of "
        + "each was taken")]
    public void What_was_left_out_is_said(string text, string expected) =>
        Assert.Contains(expected, LogFile.One("x.json", text).Remarks);

    [Fact]
    public void A_document_may_be_longer_than_what_is_looked_at()
    {
        const string Report = "{\"iter\": #, \"metric\": \"loss\", \"variant\": \"D\", \"value\": ?}";
        var reports = Enumerable.Range(0, 30_000)
            .Select(i => Report.Replace("#", $"{i}").Replace("?", i % 7 == 0 ? "NaN" : "0.5"));
        var text = $"[{string.Join(", ", reports)}]";
        var curve = Assert.Single(LogFile.One("x.jsonl", text).Curves);
        Assert.Equal(30_000, curve.Points.Count);
        Assert.Equal(4286, curve.Points.Count(p => double.IsNaN(p.Value)));
    }

    [Theory]
    [InlineData("{\"d\": \"\\ud800\", \"\\udc00x\": 1}\n{\"d\": 2}\n")]
    [InlineData("{\"\\ud800\": [1, \"\\ud800\"], \"columns\": [\"\\ud800\"], \"data\": [[1]]}")]
    [InlineData("{\"d\": 1e999, \"e\": -1e999}\n{\"d\": 2}\n")]
    public void Halves_of_characters_and_great_numbers_do_no_harm(string text) =>
        Assert.NotEmpty(LogFile.Runs("x.json", text));

    [Theory]
    [InlineData("{}", "holds no data points")]
    [InlineData("[]", "holds no data points")]
    [InlineData("{\"name\": \"x\"}", "holds no data points")]
    [InlineData("{\"a\": [{\"b\": \"c\"}, {\"b\": \"d\"}]}", "holds no data points")]
    [InlineData("[0/5][1/2] nothing", "is no log that is known")]
    public void What_holds_no_numbers_is_refused(string text, string expected) =>
        Assert.Contains(expected, LogFile.Refused("x.json", text).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_nested_too_deep_is_said() => Assert.Contains(
        LogFile.One("x.json", "{\"d\": [1, 2], \"e\": " + new string('[', 1000)).Remarks,
        r => r.StartsWith("the JSON is cut or damaged", StringComparison.Ordinal));

    [Fact]
    public void Damaged_copies_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var text in Forms.Select(row => (string)row[0]))
        {
            foreach (var copy in Mutations.From(Encoding.UTF8.GetBytes(text), 20))
            {
                try
                {
                    Assert.NotEmpty(TrainingLog.Read(folder.Write("x", copy)));
                }
                catch (DataException refusal)
                {
                    Assert.DoesNotContain('\n', refusal.Message);
                }
            }
        }
    }
}
