using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;
using static Saddle.Data.Tests.Support.EventBytes;

namespace Saddle.Data.Tests.Logs;

/// <summary>Folders and files of TensorBoard: which files are one run, what is void, what a damage leaves.</summary>
public sealed class EventLogTests : IDisposable
{
    private const string Events = "events.out.tfevents.1600000000.host.1.0";
    private const string Later = "events.out.tfevents.1600009999.host.2.0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_and_the_folder_that_holds_it_are_the_same_run()
    {
        var file = _folder.Write($"run/{Events}", Scalars("loss/D", 0, 3, "loss/G"));
        foreach (var path in new[] { file, _folder.At("run") })
        {
            var run = Assert.Single(TrainingLog.Read(path));
            Assert.Equal(Path.GetFileName(path), run.Name);
            Assert.Equal(path, run.Source);
            Assert.Empty(run.Remarks);
            Assert.Equal(["loss/D", "loss/G"], run.Curves.Select(c => c.Name));
            Assert.Equal([new(0, 0), new(1, 1), new(2, 2)], run.Curves[0].Points);
        }
    }

    [Fact]
    public void Files_of_one_folder_are_put_together()
    {
        _folder.Write(Later, Scalars("loss", 3, 5));
        _folder.Write(Events, Scalars("loss", 0, 3));
        Assert.Equal([0, 1, 2, 3, 4], Steps(Single(_folder.Path), "loss"));
    }

    // Names alone would put the second file first: host.10 before host.9.
    [Fact]
    public void Files_of_one_second_are_put_together_by_the_time_of_their_first_event()
    {
        _folder.Write("events.out.tfevents.1600000000.host.10.0", [.. At(1.6e9 + 0.9), .. Scalars("loss", 3, 5)]);
        _folder.Write("events.out.tfevents.1600000000.host.9.0", [.. At(1.6e9 + 0.1), .. Scalars("loss", 0, 3)]);
        Assert.Equal([0, 1, 2, 3, 4], Steps(Single(_folder.Path), "loss"));
    }

    [Fact]
    public void What_comes_before_a_start_is_void_from_its_step_on()
    {
        _folder.Write(Events, Scalars("loss", 0, 10, "other"));
        _folder.Write(Later, [.. Beginning, .. Record(Start(6)), .. Scalars("loss", 6, 12)]);
        var run = Single(_folder.Path);
        Assert.Equal([.. Enumerable.Range(0, 12)], Steps(run, "loss"));
        Assert.Equal([.. Enumerable.Range(0, 6)], Steps(run, "other"));
        Assert.Equal(["the run was started again at step 6: 8 values from before are void"], run.Remarks);
    }

    // Without a start it is for the steps' order to say what overtook what.
    [Fact]
    public void Without_a_start_all_values_are_handed_over()
    {
        _folder.Write(Events, Scalars("loss", 0, 4));
        _folder.Write(Later, Scalars("loss", 2, 6));
        Assert.Equal([0, 1, 2, 3, 2, 3, 4, 5], Steps(Single(_folder.Path), "loss"));
    }

    [Fact]
    public void Steps_that_are_all_0_are_kept()
    {
        _folder.Write(Events, OfScalars(Enumerable.Range(0, 4).Select(i => ("loss", 0, (double)i))));
        Assert.Equal([new(0, 0), new(0, 1), new(0, 2), new(0, 3)], Single(_folder.Path).Curves[0].Points);
    }

    [Theory]
    [InlineData("run/Loss_D", "run/Loss_G", "Loss", "Loss in Loss_D/", "Loss in Loss_G/")] // PyTorch
    [InlineData("run/train_loss_d", "run/train_loss_g", "train/loss", "train/loss in train_loss_d/", null)]
    [InlineData("run/losses/d", "run/losses/g", "losses", "losses in losses/d/", "losses in losses/g/")] // tensorboardX
    [InlineData("run/a/b/d", "run/a/b/g", "a/b", "a/b in a/b/d/", "a/b in a/b/g/")]
    [InlineData("run/D", "run/G", "loss", "loss in D/", "loss in G/")] // by hand: a writer for each player
    [InlineData("run/writer_d", "run/writer_g", "x", "x in writer_d/", "x in writer_g/")]
    public void Folders_of_one_curve_each_are_one_run(string one, string two, string tag, string first, string? second)
    {
        _folder.Write($"{one}/{Events}", Scalars(tag, 0, 3));
        _folder.Write($"{two}/{Events}", Scalars(tag, 5, 8));
        var run = Single(_folder.At("run"));
        Assert.Equal("run", run.Name);
        Assert.Equal([0, 1, 2], Steps(run, first));
        Assert.Equal([5, 6, 7], Steps(run, second ?? first.Replace("_d/", "_g/", StringComparison.Ordinal)));

        // The run that was named by a folder above it, and one that stands beside another run.
        Assert.Equal("run", Single(_folder.Path).Name);
        _folder.Write($"other/{Events}", Scalars("loss/D", 0, 3, "loss/G"));
        Assert.Equal(
            ["other", "run"], TrainingLog.Read(_folder.Path).Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("D", "G")]
    [InlineData("discriminator", "generator")]
    [InlineData("netD", "netG")]
    public void Folders_named_after_the_players_are_one_run(string one, string two)
    {
        _folder.Write($"run/{one}/{Events}", Scalars("loss", 0, 3, "gradient"));
        _folder.Write($"run/{two}/{Events}", Scalars("loss", 0, 3, "gradient"));
        Assert.Equal(
            [$"loss in {one}/", $"gradient in {one}/", $"loss in {two}/", $"gradient in {two}/"],
            Single(_folder.Path).Curves.Select(c => c.Name));
    }

    [Fact]
    public void The_curves_of_a_run_and_those_in_folders_beneath_it_are_one_run()
    {
        _folder.Write($"run/{Events}", Scalars("score", 0, 3));
        _folder.Write($"run/Loss_D/{Events}", Scalars("Loss", 0, 3));
        Assert.Equal(["score", "Loss in Loss_D/"], Single(_folder.At("run")).Curves.Select(c => c.Name));
    }

    [Fact]
    public void A_folder_of_add_scalars_keeps_its_name_when_it_is_named_alone()
    {
        var file = _folder.Write($"run/Loss_D/{Events}", Scalars("Loss", 0, 3));
        Assert.Equal("Loss in Loss_D/", Assert.Single(Single(file).Curves).Name);
        Assert.Equal("Loss in Loss_D/", Assert.Single(Single(_folder.At("run", "Loss_D")).Curves).Name);
    }

    [Fact]
    public void Folders_with_the_same_several_curves_are_runs_of_their_own()
    {
        foreach (var run in new[] { "healthy", "saturated", "old/first" })
        {
            _folder.Write($"runs/{run}/{Events}", Scalars("Loss/D", 0, 3, "Loss/G"));
        }

        _folder.Write($"runs/{Events}", Beginning); // of a writer that wrote nothing
        var runs = TrainingLog.Read(_folder.At("runs"));
        Assert.Equal(["healthy", "old/first", "saturated"], runs.Select(r => r.Name));
        Assert.Equal(_folder.At("runs", "healthy"), runs[0].Source);
        Assert.All(runs, run => Assert.Equal(["Loss/D", "Loss/G"], run.Curves.Select(c => c.Name)));
    }

    [Fact]
    public void What_add_hparams_writes_is_no_run_of_its_own()
    {
        _folder.Write($"run/{Events}", Scalars("Loss/D", 0, 3, "Loss/G"));
        _folder.Write($"run/1600000000.5/{Events}", OfScalars(("hparam/modes", 0, 8), ("hparam/fid", 0, 3)));
        _folder.Write($"run/1600000001.5/{Events}", Beginning); // only settings: no scalar
        Assert.Equal(
            ["Loss/D", "Loss/G", "hparam/modes in 1600000000.5/", "hparam/fid in 1600000000.5/"],
            Single(_folder.At("run")).Curves.Select(c => c.Name));
    }

    [Fact]
    public void Every_kind_of_damaged_end_leaves_what_is_before_it_and_is_said()
    {
        var whole = Scalars("loss", 0, 5);
        var last = Record(Event(5, Scalar("loss", 5)));
        var kinds = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["is cut off within its length"] = last[..5],
            ["is cut off;"] = last[..^1],
            ["has a wrong checksum;"] = [.. last[..^1], (byte)(last[^1] ^ 1), .. last],
            ["has a wrong checksum of its length"] = [(byte)(last[0] ^ 1), .. last[1..]],
            ["is all zeros, as a crash of the machine leaves"] = new byte[4096],
            ["is damaged (a message ends too early)"] = [.. Record([0x2A, 5, 0]), .. last],
        };
        foreach (var (said, tail) in kinds)
        {
            var run = Single(_folder.Write(Events, [.. whole, .. tail]));
            Assert.Equal([0, 1, 2, 3, 4], Steps(run, "loss"));
            Assert.Contains(said, Assert.Single(run.Remarks), StringComparison.Ordinal);
            var where = FormattableString.Invariant($"the record at byte {whole.Length} ");
            Assert.Contains(where, run.Remarks[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_file_does_not_hide_the_next()
    {
        _folder.Write(Events, [.. Scalars("loss", 0, 3), 1, 2]);
        _folder.Write(Later, Scalars("loss", 3, 5));
        Assert.Equal([0, 1, 2, 3, 4], Steps(Single(_folder.Path), "loss"));
        _folder.Write(Events, new byte[100]);
        Assert.Equal([3, 4], Steps(Single(_folder.Path), "loss"));
    }

    [Fact]
    public void A_file_without_scalars_is_refused_in_one_line()
    {
        Assert.EndsWith("is empty; expected the log of a training run", Refusal(_folder.Write(Events, [])));
        Assert.EndsWith(
            "is an event file of TensorBoard, and holds no data points", Refusal(_folder.Write(Events, Beginning)));
        Assert.Contains("holds no data points", Refusal(_folder.Path), StringComparison.Ordinal);
        var flipped = Beginning;
        Assert.EndsWith(
            "is no event file of TensorBoard: the record at byte 0 has a wrong checksum",
            Refusal(_folder.Write(Events, [.. flipped[..^1], (byte)(flipped[^1] ^ 1)])));
    }

    [Fact]
    public void A_file_is_known_by_what_it_holds_whatever_its_name()
    {
        Assert.Equal([0, 1, 2], Steps(Single(_folder.Write("loss.csv", Scalars("loss", 0, 3))), "loss"));
        Assert.Equal([0, 1, 2], Steps(Single(_folder.Path), "loss"));
    }

    private static LoggedRun Single(string path) => Assert.Single(TrainingLog.Read(path));

    private static int[] Steps(LoggedRun run, string name) =>
        [.. run.Curves.Single(c => c.Name == name).Points.Select(p => (int)p.Step)];

    private static string Refusal(string path) =>
        Assert.Throws<DataException>(() => TrainingLog.Read(path)).Message;

    // Each value is its step.
    private static byte[] Scalars(string tag, int from, int to, params string[] others) => OfScalars(
        Enumerable.Range(from, to - from).SelectMany(i => others.Prepend(tag).Select(t => (t, i, (double)i))));

    private static byte[] At(double time) => Record([0x09, .. BitConverter.GetBytes(time)]);
}
