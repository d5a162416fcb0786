using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Bad input costs one line on standard error and status 2, and leaves nothing behind.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("", "see 'saddle --help'")]
    [InlineData("simulat dirac-gan", "did you mean 'simulate'?")]
    [InlineData("--bad", "'--bad' is not a command")]
    [InlineData("simulate", "'game'")]
    [InlineData("simulate dirac-gan extra", "'extra'")]
    [InlineData("simulate dirac-gan --foo 1", "'--foo' is not an option of simulate")]
    [InlineData("simulate --foo dirac-gan", "'--foo' is not an option of simulate")]
    [InlineData("simulate dirac-gan --step 5", "did you mean '--steps'?")]
    [InlineData("games --bad", "'--bad' is not an option of games")]
    [InlineData("simulate dirac-gan --json=maybe", "'maybe'")]
    [InlineData("simulate dirac-gan --start", "'--start'")]
    [InlineData("simulate dirac-gan --set", "'--set'")]
    [InlineData("games dirac-gam", "did you mean 'dirac-gan'?")]
    [InlineData("simulate dirac-gam", "did you mean 'dirac-gan'?")]
    [InlineData("spectrum nonsense", "'nonsense' is not a game; there are: ")]
    [InlineData("rules simultanous", "did you mean 'simultaneous'?")]
    [InlineData("basin dirac-gan --rule alternatng", "did you mean 'alternating'?")]
    [InlineData("claims li2017", "did you mean 'li2018'?")]
    [InlineData("reproduce li2018/tv-tarp", "did you mean 'li2018/tv-trap'?")]
    [InlineData("reproduce li2018/tv-trap nonsense/claim", "'nonsense/claim' is not a paper or a claim")]
    [InlineData("simulate dirac-gan --set gama=1", "did you mean 'gamma'?")]
    [InlineData("simulate dirac-gan --set rule.gamma=1", "'gamma' is not a setting of dirac-gan or simultaneous")]
    [InlineData("simulate dirac-gan --set players.eta=1", "'game' or 'rule', not 'players'")]
    [InlineData("simulate dirac-gan --set eta", "expected NAME=VALUE")]
    [InlineData("simulate dirac-gan --set =1", "expected NAME=VALUE")]
    [InlineData(
        "reproduce becker2023/digit-points --mnist nowhere",
        "nowhere: mnist needs train-images-idx3-ubyte or train-images-idx3-ubyte.gz here")]
    [InlineData("simulate dirac-gan --set gamma=much", "gamma=much: expected a number from 0")]
    [InlineData("simulate dirac-gan --set gamma=-1", "gamma=-1: expected a number from 0")]
    [InlineData("simulate dirac-gan --set gamma=nan", "gamma=nan: expected a number from 0")]
    [InlineData("simulate dirac-gan --set loss=vanila", "did you mean 'vanilla'?")]
    [InlineData("simulate dirac-gan --set eta=-0.1", " eta=-0.1: expected a learning rate")]
    [InlineData("simulate dirac-gan --set eta=0.1*n^", " eta=0.1*n^: expected a learning rate")]
    [InlineData("simulate dirac-gan --rule alternating --set k=0", "k=0: expected a whole number from 1 to 1000")]
    [InlineData("simulate dirac-gan --rule alternating --set k=1.5", "k=1.5: expected a whole number from 1 to 1000")]
    [InlineData("simulate two-gaussians --set target=1", "target=1: expected 2 numbers")]
    [InlineData("simulate two-gaussians --set target=1,2,3", "target=1,2,3: expected 2 numbers")]
    [InlineData("simulate bilinear --set size=3 --set singular-values=1,2,3,4", "singular-values")]
    [InlineData("simulate bilinear --set size=2 --set matrix=1,2,3", "matrix needs 4 numbers")]
    [InlineData("simulate dirac-gan --start 1,2,3", "3 were given")]
    [InlineData("simulate dirac-gan --start 1,", "'' is not a number")]
    [InlineData("simulate dirac-gan --start one,2", "'one' is not a number")]
    [InlineData("simulate dirac-gan --start nan,2", "'nan' is not a number")]
    [InlineData("spectrum dirac-gan --at 1", "2 coordinates")]
    [InlineData("basin dirac-gan --starts 0", "--starts 0: expected a whole number of at least 1")]
    [InlineData("basin dirac-gan --starts 2.5", "--starts 2.5: expected a whole number")]
    [InlineData("basin dirac-gan --starts 5 --starts 6", "'--starts'")]
    [InlineData("basin dirac-gan --starts 100000000 --grid 1000", "at most 100000000 runs")]
    [InlineData("simulate dirac-gan --steps -5", "--steps -5: expected a whole number of at least 1")]
    [InlineData("simulate dirac-gan --steps=-5", "--steps -5: expected a whole number of at least 1")]
    [InlineData("simulate dirac-gan --every=-1", "--every -1: expected a whole number of at least 0")]
    [InlineData("simulate dirac-gan --seed -1", "--seed -1: expected a whole number of at least 0")]
    [InlineData("simulate dirac-gan --rule optimal-discriminator", "no minimiser in closed form")]
    [InlineData("spectrum dirac-gan --rule optimal-discriminator", "no minimiser in closed form")]
    [InlineData("basin dirac-gan --rule optimal-discriminator", "no minimiser in closed form")]
    [InlineData(
        "phase dirac-gan --rule optimal-discriminator --x eta=0.1:1:2 --y gamma=0:1:2",
        "no minimiser in closed form")]
    [InlineData("portrait dirac-gan --start 1e308,1e308", "one of its numbers is infinite or NaN")]
    [InlineData("phase dirac-gan --x eta=0.1:1:2", "'--y'")]
    [InlineData("phase dirac-gan --x eta=0.1:1 --y gamma=0:1:2", "expected NAME=LO:HI:N")]
    [InlineData("phase dirac-gan --x eta=0:1:5:log --y gamma=0:1:2", "positive ends")]
    [InlineData("phase dirac-gan --x eta=0.1:1:0 --y gamma=0:1:2", "from 1 to 5000 values")]
    [InlineData("phase dirac-gan --x eta=0.1:1:2 --y eta=0:1:2", "are both eta")]
    [InlineData("phase dirac-gan --x eta=0.1:1:2 --y gama=0:1:2", "did you mean 'gamma'?")]
    [InlineData("phase dirac-gan --x eta=-1:1:2 --y gamma=0:1:2", "=-1: expected a learning rate")]
    public void Is_told_in_one_line(string line, string part)
    {
        ArgumentNullException.ThrowIfNull(line);
        AssertRefused(SaddleHere.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), part);
    }

    [Theory]
    [InlineData("", "see 'saddle --help'")]
    [InlineData("simulate dirac-gan --out file", "--out file: cannot write there")]
    [InlineData("simulate dirac-gan --out file/below", "--out file/below: cannot write there")]
    [InlineData("basin dirac-gan --out file/below/it", "--out file/below/it: cannot write there")]
    [InlineData("spectrum dirac-gan --out file/below", "--out file/below: cannot write there")]
    public void Is_told_in_one_line_by_a_process_that_leaves_nothing(string line, string part)
    {
        ArgumentNullException.ThrowIfNull(line);
        AssertRefused(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), part);
    }

    [Theory]
    [InlineData("simulate dirac-gan --start 1,2,3")]
    [InlineData("simulate dirac-gan --rule optimal-discriminator")]
    [InlineData("spectrum dirac-gan --at 1")]
    [InlineData("spectrum dirac-gan --rule optimal-discriminator")]
    [InlineData("basin dirac-gan --rule optimal-discriminator")]
    [InlineData("basin dirac-gan --starts 0")]
    [InlineData("phase dirac-gan --x eta=-1:1:2 --y gamma=0:1:2")]
    [InlineData("phase dirac-gan --rule optimal-discriminator --x eta=0.1:1:2 --y gamma=0:1:2")]
    [InlineData("reproduce li2018/tv-tarp")]
    public void Leaves_no_folder_that_was_to_hold_the_result(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        AssertRefused([.. line.Split(' '), "--out", "new/folder/"], string.Empty);
    }

    [ReportFact]
    public void A_report_that_cannot_be_written_is_found_out_before_anything_is_measured() =>
        AssertRefused(["reproduce", "li2018/tv-trap", "--out", "file/below"], "--out file/below: cannot write there");

    [Fact]
    public void An_empty_folder_of_runs_is_refused() =>
        AssertRefused(["serve", "--runs", ""], "--runs : expected a folder");

    [Fact]
    public void A_folder_that_was_there_before_stays()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("mine"));
        Assert.Equal(
            ExitStatus.BadInput,
            SaddleProcess.Run(folder.Path, ["spectrum", "dirac-gan", "--at", "1", "--out", "mine/new"]).Status);
        Assert.Equal(["mine"], folder.Left);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("mine")));
    }

    [Fact]
    public void A_report_without_the_browser_side_says_how_to_get_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("app"));
        foreach (var file in Directory.EnumerateFiles(SaddleProcess.AppFolder))
        {
            File.Copy(file, folder.At("app", Path.GetFileName(file)));
        }

        var result = SaddleProcess.RunAt(
            folder.At("app"),
            folder.Path,
            ["reproduce", "li2018/tv-trap", "--out", "new"]);
        Assert.Equal(ExitStatus.MissingComponent, result.Status);
        Assert.Contains("run ./saddle", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["app"], folder.Left);
    }

    private static void AssertRefused(string[] arguments, string part)
    {
        using var folder = new TemporaryFolder();
        AssertRefused(SaddleProcess.Run(folder.Path, arguments), part);
        Assert.Empty(folder.Left);
    }

    private static void AssertRefused(ProcessResult result, string part)
    {
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Equal(string.Empty, result.Output);
        var message = Assert.Single(result.ErrorLines);
        Assert.StartsWith("saddle: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
