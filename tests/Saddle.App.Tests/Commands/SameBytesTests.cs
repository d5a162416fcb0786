using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>The same seed gives the same bytes, on any number of threads and with any vector instructions.</summary>
public sealed class SameBytesTests
{
    private static readonly string[] Basin =
    [
        "basin", "two-gaussians", "--set", "eta=0.3", "--starts", "100", "--steps", "300", "--json",
    ];

    private static readonly Lazy<string> Reference = new(() => Measure([.. Basin, "--threads", "1"]));

    [Theory]
    [InlineData("--threads 2", "")]
    [InlineData("--threads 3", "")]
    [InlineData("--threads 2", "DOTNET_EnableAVX512")]
    [InlineData("--threads 2", "DOTNET_EnableAVX2")]
    [InlineData("--threads 2", "DOTNET_EnableHWIntrinsic")]
    public void However_it_is_computed(string threads, string switchedOff)
    {
        ArgumentNullException.ThrowIfNull(threads);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(switchedOff))
        {
            environment[switchedOff] = "0";
        }

        Assert.Equal(Reference.Value, Measure([.. Basin, .. threads.Split(' ')], environment));
    }

    [Fact]
    public void Another_seed_gives_other_bytes() =>
        Assert.NotEqual(
            Reference.Value,
            Measure([.. Basin, "--seed", "2"]).Replace("\"seed\": 2", "\"seed\": 1", StringComparison.Ordinal));

    [Theory]
    [InlineData("basin two-gaussians --rule unrolled --starts 17 --steps 50")]
    [InlineData("basin dirac-gan --set noise=0.1 --set penalty=r1 --starts 33 --steps 500")]
    [InlineData("basin two-gaussians --rule optimal-discriminator --starts 2 --grid 5 --steps 50")]
    public void However_the_runs_are_spread(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] arguments = [.. line.Split(' '), "--json"];
        Assert.Equal(Measure([.. arguments, "--threads", "1"]), Measure([.. arguments, "--threads", "2"]));
    }

    /// <summary>The document without what measures time.</summary>
    private static string Measure(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var folder = new TemporaryFolder();
        var result = SaddleProcess.Run(folder.Path, arguments, environment);
        Assert.Equal(ExitStatus.Done, result.Status);
        return ProcessResult.WithoutTimes(result.Output);
    }
}
