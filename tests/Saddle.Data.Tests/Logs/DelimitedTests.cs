using System.Text;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

public sealed class DelimitedTests
{
    private const string Plain = "loss_d=0:1.5 1:1.25 2:1.75; loss_g=0:0.5 1:0.75 2:0.25";

    public static TheoryData<string> Forms =>
    [
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "step;loss_d;loss_g\r\n0;1,5;0,5\r\n1;1,25;0,75\r\n2;1,75;0,25\r\n",
        "step\tloss_d\tloss_g\n0\t1.5\t0.5\n1\t1.25\t0.75\n2\t1.75\t0.25\n",
        "step\tloss_d\tloss_g\n0\t1,5\t0,5\n1\t1,25\t0,75\n2\t1,75\t0,25\n",
        "step|loss_d|loss_g\n0|1.5|0.5\n1|1.25|0.75\n2|1.75|0.25\n",
        "  step   loss_d  loss_g\n     0      1.5     0.5\n     1     1.25    0.75\n     2     1.75    0.25\n",
        "step,loss_d,loss_g\n0,\"1,5\",\"0,5\"\n1,\"1,25\",\"0,75\"\n2,\"1,75\",\"0,25\"\n",
        "'step', 'loss_d', 'loss_g'\n'0', '1.5', '0.5'\n'1', '1.25', '0.75'\n'2', '1.75', '0.25'\n".Replace('\'', '"'),
        "# lr 2e-4, \"x\n# again, 3, 4\nstep,loss_d,loss_g\n0,1.5,0.5\n# half way\n1,1.25,0.75\n2,1.75,0.25\n",
        "# step loss_d loss_g\n0.0e+00 1.5e+00 5e-1\n1.0e+00 1.25e+00 7.5e-1\n2.0e+00 1.75e+00 2.5e-1\n",
        "#step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "sep=;\nstep;loss_d;loss_g\n0;1.5;0.5\n1;1.25;0.75\n2;1.75;0.25\n",
        "Log of a run\n\nlr,0.0002\nstep,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g,\n0,1.5,0.5,\n1,1.25,0.75,\n2,1.75,0.25,\n",
        "step,loss_d,loss_g\n0,1.5,0.5,\n1,1.25,0.75,\n2,1.75,0.25,\n",
        "| step | loss_d | loss_g |\n|---|:--:|--:|\n| 0 | 1.5 | 0.5 |\n| 1 | 1.25 | 0.75 |\n| 2 | 1.75 | 0.25 |",
        "step,loss_d,loss_g\n\n\n0,1.5,0.5\n\n1,1.25,0.75\r\r\n2,1.75,0.25",
        "step,loss_d,loss_g\n0,1.5,0.5\nSaving a checkpoint\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n3,1.",
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n3,1.5,0.2e-",
        "loss_d,loss_g,step\n1.5,0.5,0\n1.25,0.75,1\n1.75,0.25,2\n1.5,0.3,0",
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n\0\0\0\0\0\0\0\0",
        "step,loss_d,loss_g\n0,1.5,0.5\n\0\0\0\0\0\0\0\0\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g\n0,tensor(1.5),[0.5 0.1]\n1,tensor(1.25),[0.75 1]\n2,tensor(1.75),[0.25]\n",
        "step,loss_d,loss_g\n0,\"tensor(1.5, grad_fn=<A>)\",\"[0.5, 1]\"\n1,"
            + "\"tensor([[1.25]],\n grad_fn=<A>)\",.75\n2,1.75,.25\n",
        "step,loss_d,loss_g\n0,tensor(1.5, grad_fn=<A>),tensor(.5, grad_fn=<B>)\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n3,NA,None\n4,-,#N/A\n5,n/a,null\n6,,abc\n",
        "step,loss_d,loss_g\n7,9,9\n8,9,9\nstep,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "epoch,loss_d\n7,9\n8,9\nstep,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g\n0,1.5,\n0,,0.5\n1,1.25,\n1,,0.75\n2,1.75,\n2,,0.25\n",
        "\u001b[Jstep loss_d loss_g\n\u001b[J0    1.5    0.5\n\u001b[J1    1.25   0.75\n\u001b[J2    1.75   .25\n",
        "step^loss_d^loss_g\n0^1.5^0.5\n1^1.25^0.75\n2^1.75^0.25\n",
        "step:loss_d:loss_g\n0:1.5:0.5\n1:1.25:0.75\n2:1.75:0.25\n",
        ",loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\n",
        "step,loss_d,loss_g\n0,1.5,0.5\n1,1.25,0.75\n2,1.75,0.25\nmean,1.5,0.5\nTotal,,\n",
        "step,loss_d,loss_g\n0/3,1.5,0.5\n1/3,1.25,0.75\n2/3,1.75,0.25\n",
        "step,loss_d,loss_g\nstep 0,1.5,0.5\nstep 1,1.25,0.75\nstep 2,1.75,0.25\n",
        "+----+------+\n| step | loss_d | loss_g |\n+----+------+\n| 0 | 1.5 | 0.5 |\n| 1 | 1.25 | 0.75 |\n| 2 | 1.75 "
            + "| 0.25 |\n",
        "step;loss_d;loss_g\n0;tf.Tensor(1.5, shape=(), dtype=float32);<tf.Tensor: shape=(), dtype=float32, "
            + "numpy=0.5>\n"
            + "1;[tensor(1.25), tensor(2)];(tensor(0.75),)\n2;array([1.75], dtype=float32);{'loss': 0.25}\n",
        "step,metric,value\n0,loss_d,1.5\n0,loss_g,0.5\n1,loss_d,1.25\n1,loss_g,0.75\n2,loss_d,1.75\n2,loss_g,0.25\n",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Forms_are_told_by_what_they_hold(string text) =>
        Assert.Equal(Plain, LogFile.All(LogFile.One("x", text)));

    [Fact]
    public void Encodings_are_told()
    {
        const string Text = "step,loss_d,loss_g\r\n0,1.5,0.5\r\n1,1.25,0.75\r\n2,1.75,0.25\r\n";
        foreach (var encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal(Plain, LogFile.All(Assert.Single(LogFile.Runs("x.csv", Text, encoding))));
            Assert.Equal(Plain, LogFile.All(Assert.Single(LogFile.Runs("x.csv", encoding.GetBytes(Text)))));
        }

        var packed = Files.Gzip(Encoding.UTF8.GetBytes(Text));
        Assert.Equal(Plain, LogFile.All(Assert.Single(LogFile.Runs("x.csv.gz", packed))));
    }

    [Fact]
    public void Names_in_the_letters_of_old_are_read() => Assert.Equal(
        "f\u00fcr_loss=0:1.5", LogFile.All(Assert.Single(
            LogFile.Runs("x.csv", Encoding.Latin1.GetBytes("step,f\u00fcr_loss\n0,1.5\n")))));

    [Fact]
    public void What_can_be_unpacked_of_a_cut_or_damaged_file_is_read()
    {
        var rows = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},0.{i * 7919 % 1000},0.5\n"));
        var packed = Files.Gzip(Encoding.UTF8.GetBytes("step,loss_d,loss_g\n" + rows));
        var cut = Assert.Single(LogFile.Runs("x.csv.gz", packed[..(packed.Length / 2)]));
        Assert.InRange(cut.Curves[0].Points.Count, 10_000, 39_000);
        Assert.Contains("1 line, the last, is cut and was left out", cut.Remarks);
        packed.AsSpan(packed.Length / 2, 1000).Clear();
        var damaged = Assert.Single(LogFile.Runs("x.csv.gz", packed));
        Assert.InRange(damaged.Curves[0].Points.Count, 10_000, 39_000);
        Assert.Contains("it cannot be unpacked to its end", damaged.Remarks);
    }

    [Theory]
    [InlineData("step,d,d,,d\n0,1,2,3,4\n", "d=0:1; d (column 3)=0:2; column 4=0:3; d (column 5)=0:4")]
    [InlineData(",,step,d\n5,6,0,1\n", "column 1=0:5; column 2=0:6; d=0:1")]
    [InlineData("step d\n1 0 1\n2 1 2\n", "column 1=0:1 1:2; d=0:1 1:2")]
    [InlineData("step,d\n0,1\n1,2,30\n2,3,40\n", "d=0:1 1:2 2:3; column 3=1:30 2:40")]
    [InlineData("\"step\",\"a \"\"b\"\", c\"\n0,1\n1,2\n", "a \"b\", c=0:1 1:2")]
    [InlineData("0,1.5,0.5\n1,1.25,0.75\n", "column 1=?:0 ?:1; column 2=?:1.5 ?:1.25; column 3=?:0.5 ?:0.75")]
    [InlineData("loss\n1.5\n1.25\n", "loss=?:1.5 ?:1.25")]
    [InlineData("Wall time,Step,Value\n1.5,0,3\n2.5,1,4\n", "Wall time=0:1.5 1:2.5; Value in run-tag-loss.csv=0:3 1:4")]
    [InlineData("step,value\n0,3\n1,4\n", "value in run-tag-loss.csv=0:3 1:4")]
    [InlineData("metric,variant,iter,value\nloss,D,0,1\nloss,G,0,2\n", "metric \"loss\", variant \"D\"=?:1; "
        + "metric \"loss\", variant \"G\"=?:2")]
    public void Columns_have_names_of_their_own(string text, string expected) =>
        Assert.Equal(expected, LogFile.All(LogFile.One("run-tag-loss.csv", text)));

    [Theory]
    [InlineData("step,d\n\"1,000\",1.5\n\"2,000\",0.5\n", "1000:1.5 2000:0.5")]
    [InlineData("step,d\n1k,1.5\n1.5k,0.5\n", "1000:1.5 1500:0.5")]
    [InlineData("step;d\n1.000;1,386\n2.000;0,693\n", "1000:1.386 2000:0.693")]
    [InlineData("step;d\n1;1,386\n2;2,693\n", "1:1.386 2:2.693")]
    [InlineData("step\td\n1,000\t1.386\n1,100\t1234.5\n", "1000:1.386 1100:1234.5")]
    [InlineData("step\td\n1 000\t1.386\n1'100\t1,234.5\n", "1000:1.386 1100:1234.5")]
    [InlineData("step,d\n0,83.5%\n1,-1.5E-3\n", "0:83.5 1:-0.0015")]
    [InlineData("step,d\n0,-nan(ind)\n1,1.#INF\n2,-inf\n3,1e999\n", "0:NaN 1:Infinity 2:-Infinity 3:Infinity")]
    [InlineData("step,d\n0,\"1,5\"\n1,\"12,34,5\"\n2,\"1,5,0\"\n", "0:1.5")]
    public void Numbers_are_read_as_they_are_written(string text, string expected) =>
        Assert.Equal(expected, LogFile.Points(LogFile.One("x.csv", text), "d"));

    [Theory]
    [InlineData("step,d\n0,NA\n1,-\n2,\n3,1\n4,abc\n", 3)]
    [InlineData("step,d\n0,tensor(0.5)\n1,[1, 2]\n", 0)]
    [InlineData("step,d\n0,null\n1,None\n2,#N/A\n3,N/A\n4,nan\n", 4)]
    public void Cells_without_a_number_are_counted(string text, int missing) =>
        Assert.Equal(missing, Assert.Single(LogFile.One("x.csv", text).Curves).Missing);

    [Theory]
    [InlineData("step,d\n0,\"[1, 2]\"\n1,tensor(3)\n", "2 cells hold a printed tensor or list: "
        + "the first number of each was taken")]
    [InlineData("step,d\n0,1\n1,2\n2", "1 line, the last, is cut and was left out")]
    [InlineData("step,d\n0,1\nnow saving\n1,2\n", "1 lines are no rows of the table, and were left out")]
    [InlineData("step,d\n0,\"1\n1,2\n2,3\n", "1 lines have a quote that is never closed")]
    [InlineData("1,2\n2,3\n", "1 line of names is missing: columns are called by their numbers")]
    [InlineData("step,d\n0,1\n1,2,3\n", "1 cells stand beyond the columns that have a name")]
    [InlineData("step,d\n5,1\nstep,d\n0,1\n", "a run of 1 rows ends where another begins in the same file; "
        + "the last is the one that is examined")]
    public void What_was_left_out_is_said(string text, string expected) =>
        Assert.Contains(expected, LogFile.One("x.csv", text).Remarks);

    [Fact]
    public void Exports_of_charts_hold_several_runs()
    {
        const string Export = """
            "Step","a - 1 - d","a - 1 - d__MIN","a - 1 - d__MAX","b - d","b - d__MIN","b - d__MAX","a - 1 - g","b - g"
            "0","1.5","1.5","1.5","2.5","2.5","2.5","0.5",""
            "4","1.25","1.25","1.25","","","","0.75",""
            """;
        var runs = LogFile.Runs("chart.csv", Export);
        Assert.Equal(["a - 1", "b"], runs.Select(r => r.Name));
        Assert.Equal("a - 1 - d=0:1.5 4:1.25; a - 1 - g=0:0.5 4:0.75", LogFile.All(runs[0]));
        Assert.Equal("b - d=0:2.5", LogFile.All(runs[1]));
    }

    [Theory]
    [InlineData("Step,a - d,a - g,b - d,b - g\n0,1,2,3,4\n1,5,6,7,8\n", "a,b")]
    [InlineData("Relative Time (Wall),a - d,a - _step,a - d__MIN,a - d__MAX\n0.1,1,10,1,1\n0.2,2,20,2,2\n", "a")]
    [InlineData("Step,a - d,a - d__MIN,a - d__MAX,a - d,a - d__MIN,a - d__MAX\n0,1,1,1,2,2,2\n", "a,a (2)")]
    [InlineData("run,step,d\nx,0,1\ny,0,2\nx,1,3\ny,1,4\n", "x,y")]
    [InlineData("run,tag,step,value\nx,d,0,1\nx,g,0,2\ny,d,0,2\n", "x,y")]
    [InlineData("step,D - loss,G - loss\n0,1,2\n1,3,4\n", "t.csv")]
    public void Runs_of_one_file_are_told_apart(string text, string names) =>
        Assert.Equal(names, string.Join(',', LogFile.Runs("t.csv", text).Select(r => r.Name)));

    [Fact]
    public void Steps_of_an_export_over_time_are_those_of_its_run()
    {
        const string Text = "Relative Time (Wall),a - d,a - _step,a - d__MIN\n0.1,1,10,1\n0.2,2,20,2\n";
        Assert.Equal("10:1 20:2", LogFile.Points(LogFile.One("x.csv", Text), "a - d"));
    }

    [Theory]
    [InlineData("step,loss_d,loss_g\n", "holds no data points: it ends after the names of its columns")]
    [InlineData("import torch\nloss = torch.nn.BCELoss()\nlr = 0.0002\n", "is no log that is known")]
    [InlineData("<html><body><p>loss, 0.5</p></body></html>", "is no log of a training run but a page of HTML")]
    public void What_is_no_table_is_refused(string text, string expected) =>
        Assert.Contains(expected, LogFile.Refused("x.csv", text).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_without_an_end_is_refused() => Assert.Contains(
        "has a line of more than 1048576 characters",
        LogFile.Refused("x.csv", "step,d\n0,1\n1," + new string('1', 1 << 21)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Damaged_copies_are_read_or_refused()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},\"1,3{i}\",tensor(0.{i})\n"));
        Read(Mutations.From(Encoding.UTF8.GetBytes("step,loss_d,loss_g\n" + text), 300));
    }

    private static void Read(IEnumerable<byte[]> copies)
    {
        using var folder = new TemporaryFolder();
        foreach (var copy in copies)
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
