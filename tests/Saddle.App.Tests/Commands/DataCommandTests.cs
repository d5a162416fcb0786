using System.Text.Json;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.App.Tests.Commands;

/// <summary>data: what there is, where it lies, and how it comes there.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_lists_every_data_set_and_whether_it_is_there()
    {
        Directory.CreateDirectory(_folder.At("fashion-mnist"));
        File.WriteAllBytes(_folder.At("fashion-mnist", "train-images-idx3-ubyte"), []);
        var sets = Run("data", "--json")
            .QuietJson()
            .GetProperty("data")
            .EnumerateArray()
            .ToDictionary(s => s.GetProperty("name").GetString()!);
        var own = Catalog<DataSet>.Entries
            .Where(e => e.Create(new Dictionary<string, string>(StringComparer.Ordinal)) is { } set
                && set.GetType().Assembly == typeof(DataSet).Assembly)
            .Select(e => e.Name);
        Assert.Equal(own, sets.Keys, StringComparer.Ordinal);
        Assert.All(sets.Values, set => Assert.NotEqual(0, set.GetProperty("shape").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, sets["ring"].GetProperty("count").ValueKind);
        Assert.Equal(60_000, sets["mnist"].GetProperty("count").GetInt32());
        Assert.False(sets["mnist"].GetProperty("present").GetBoolean());
        Assert.True(sets["fashion-mnist"].GetProperty("present").GetBoolean());
        Assert.Equal(_folder.At("fashion-mnist"), sets["fashion-mnist"].GetProperty("path").GetString());
        Assert.Equal("saddle data mnist --get", sets["mnist"].GetProperty("how_to_get").GetString());
    }

    [Fact]
    public void The_table_says_where_data_lie_or_how_to_get_them()
    {
        var table = Run("data").Output.Split('\n');
        Assert.Contains(
            table,
            line =>
                line.Contains("mnist", StringComparison.Ordinal)
                    && line.Contains("not here: saddle data mnist --get", StringComparison.Ordinal));
        Assert.Contains(
            table,
            line =>
                line.Contains("shapes", StringComparison.Ordinal)
                    && line.Contains("computed", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_file_than_the_published_one_is_refused()
    {
        Directory.CreateDirectory(_folder.At("mirror"));
        File.WriteAllBytes(_folder.At("mirror", "train-images-idx3-ubyte.gz"), [1, 2, 3]);
        var result = Run("data", "mnist", "--get", "--from", _folder.At("mirror"));
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(
            "its SHA-256 is 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81, "
            + "where the published file's is 440fcabf",
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.At("mnist")));
    }

    [Theory]
    [InlineData("saddle: 'rign' is not a data set; did you mean 'ring'?", "rign")]
    [InlineData("saddle: ring is computed: there is nothing to get", "ring", "--get")]
    [InlineData("saddle: --get needs the name of a data set; see 'saddle data'", "--get")]
    [InlineData("saddle: --from goes with --get", "mnist", "--from", "/tmp")]
    [InlineData("saddle: lsun cannot be downloaded by name: download and unzip a category", "lsun", "--get")]
    public void Bad_input_is_one_line(string message, params string[] arguments)
    {
        var result = Run(["data", .. arguments]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.StartsWith(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private ProcessResult Run(params string[] arguments) =>
        SaddleProcess.Run(
            _folder.Path,
            arguments,
            new Dictionary<string, string>(StringComparer.Ordinal) { [DataFolder.Variable] = _folder.Path });
}
