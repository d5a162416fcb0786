using System.Globalization;
using Saddle.App.Tests.Support;
using Saddle.Data.Images;

namespace Saddle.App.Tests.Commands;

/// <summary>saddle doctor LOG --real SIDE --fake SIDE, as a user runs it.</summary>
public sealed class DoctorSamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the log of a run whose losses lie at chance.</summary>
    public DoctorSamplesTests()
    {
        var rows = Enumerable.Range(0, 600).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{10 * i},{1.386 + (0.05 * Math.Sin(i * i)):F4},{0.693 + (0.03 * Math.Cos(i * i)):F4}"));
        File.WriteAllLines(_folder.At("log.csv"), rows.Prepend("step,loss_d,loss_g"));
    }

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void A_collapse_that_losses_do_not_show_is_seen_in_samples()
    {
        Pictures("real", Enumerable.Range(0, 80));
        Pictures("fake", Enumerable.Repeat(500, 60));
        var result = Doctor("--real", _folder.At("real"), "--fake", _folder.At("fake"), "--json").QuietJson();
        Assert.Equal("mode-collapse", result.GetProperty("diagnosis").GetString());
        var samples = result.GetProperty("samples");
        Assert.Equal([80, 60], samples.GetProperty("n").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(1, samples.GetProperty("effective").GetDouble(), 1e-9);
        Assert.Equal(0, samples.GetProperty("recall").GetDouble());
        Assert.Equal(59, samples.GetProperty("duplicates").GetInt32());
        Assert.Equal(0, samples.GetProperty("copies").GetInt32());
        Assert.Equal(
            "pixels, 32 x 32, less the mean of the real ones", samples.GetProperty("features").GetString());
        var sentences = samples.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()!).ToList();
        Assert.StartsWith("effectively 1 different image in 60 (as many real ones: ", sentences[0]);
        Assert.Contains("modes are missing", sentences[1], StringComparison.Ordinal);
        Assert.Equal("59 of 60 are duplicates of another", sentences[^1]);
    }

    [TorchFact]
    public void Copies_are_overfitting_and_other_samples_of_the_law_are_healthy()
    {
        Pictures("real", Enumerable.Range(0, 80));
        Pictures("half", Enumerable.Range(0, 30).Concat(Enumerable.Range(500, 30)));
        Pictures("fresh", Enumerable.Range(500, 80));
        var half = Doctor("--real", _folder.At("real"), "--fake", _folder.At("half"));
        Assert.StartsWith("overfitting: seen in samples: 30 of 60 generated images are copies of ", half.Output);
        Assert.Contains("  30 of 60 are copies of a real image", half.Output, StringComparison.Ordinal);
        var fresh = Doctor("--real", _folder.At("real"), "--fake", _folder.At("fresh"));
        Assert.StartsWith("healthy: samples are well, and no failure shows in what was logged", fresh.Output);
    }

    [TorchFact]
    public void Generated_samples_alone_tell_how_many_are_different_and_what_cannot_be_told()
    {
        Npy("same.npy", 50, 4, (_, column) => column + 1);
        var json = Doctor("--fake", _folder.At("same.npy"), "--json").QuietJson();
        Assert.Equal("mode-collapse", json.GetProperty("diagnosis").GetString());
        var samples = json.GetProperty("samples");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, samples.GetProperty("n")[0].ValueKind);
        Assert.Equal(50, samples.GetProperty("n")[1].GetInt32());
        Assert.Equal(1, samples.GetProperty("effective").GetDouble(), 1e-9);
        Assert.Equal(49, samples.GetProperty("duplicates").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, samples.GetProperty("recall").ValueKind);
        Assert.Equal("features as given", samples.GetProperty("features").GetString());

        var alone = Doctor("--fake", "ring:sd=0.1");
        Assert.Contains("samples: 2000 generated; coordinates", alone.Output, StringComparison.Ordinal);
        Assert.Contains("is not known without real ones (--real)", alone.Output, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Points_of_a_data_set_that_lack_most_modes_are_collapse()
    {
        var lacking = Doctor("--real", "ring:modes=8:sd=0.02", "--fake", "ring:modes=2:sd=0.02", "--json").QuietJson();
        Assert.Equal("mode-collapse", lacking.GetProperty("diagnosis").GetString());
        var whole = Doctor("--real", "ring:modes=8:sd=0.02", "--fake", "ring:modes=8:sd=0.02", "--json").QuietJson();
        Assert.Equal("healthy", whole.GetProperty("diagnosis").GetString());
    }

    [TorchTheory]
    [InlineData("--real real", "--real: there is nothing to compare with it; expected --fake too")]
    [InlineData("--real real --fake empty", "empty")]
    [InlineData("--fake few", "few: 12 samples; expected at least 20, or nothing can be said of them")]
    [InlineData("--real few --fake real", "few: 12 samples; expected at least 20, or nothing can be said of them")]
    [InlineData("--real real --fake small", "is 8 x 8 pixels; expected 16 x 16 as the first image")]
    [InlineData("--fake mixed", "is 8 x 8 pixels; expected 16 x 16 as the first image")]
    [InlineData("--real real --fake four.npy", "images and --fake")]
    [InlineData("--real three.npy --fake four.npy", "has features of 3 dimensions")]
    [InlineData("--fake statistics.npz", "holds no samples; expected images, points or features of samples")]
    [InlineData("--fake nothing", "is neither a file, a folder, a run nor a data set")]
    public void Samples_of_which_nothing_can_be_said_cost_one_line(string arguments, string expected)
    {
        Pictures("real", Enumerable.Range(0, 24));
        Pictures("few", Enumerable.Range(0, 12));
        Pictures("small", Enumerable.Range(0, 24), size: 8);
        Pictures("mixed", Enumerable.Range(0, 24));
        File.Copy(_folder.At("small", "000.png"), _folder.At("mixed", "100.png"));
        Directory.CreateDirectory(_folder.At("empty"));
        Npy("three.npy", 30, 3, (row, column) => row * (column + 1));
        Npy("four.npy", 30, 4, (row, column) => row * (column + 1));
        File.Copy(
            Path.Combine(Repository.Folder, "tests", "data", "metrics", "statistics.npz"),
            _folder.At("statistics.npz"));
        var result = Doctor([.. arguments.Split(' ').Select(a => a[0] == '-' ? a : _folder.At(a))]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private ProcessResult Doctor(params string[] arguments) =>
        SaddleHere.Run(["doctor", _folder.At("log.csv"), .. arguments]);

    // A picture of its number: two waves across it.
    private void Pictures(string name, IEnumerable<int> numbers, int size = 16)
    {
        Directory.CreateDirectory(_folder.At(name));
        foreach (var (place, number) in numbers.Index())
        {
            var (a, b) = (number * 0.618034 % 1, number * 0.754878 % 1);
            var pixels = Enumerable.Range(0, size * size).Select(i => (byte)(128
                + (60 * Math.Sin((a * 9 * (i % size) / size) + (6.28 * b)))
                + (60 * Math.Cos((b * 9 * (i / size) / size) + (6.28 * a))))).ToArray();
            File.WriteAllBytes(
                _folder.At(name, place.ToString("D3", CultureInfo.InvariantCulture) + ".png"),
                PngWriter.Write(new(size, size, 1, pixels, "picture")));
        }
    }

    private void Npy(string name, int rows, int columns, Func<int, int, float> value) => File.WriteAllBytes(
        _folder.At(name),
        [
            .. Data.Formats.Npy.HeaderOfSingles([rows, columns]),
            .. Enumerable.Range(0, rows * columns)
                .SelectMany(i => BitConverter.GetBytes(value(i / columns, i % columns))),
        ]);
}
