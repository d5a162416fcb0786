using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.House;

/// <summary>How long the lines of the sources are.</summary>
public sealed class LineTests
{
    private const int Columns = 120;

    [Fact]
    public void No_line_is_longer_than_120_columns()
    {
        Assert.True(Sources.All.Count > 700, $"only {Sources.All.Count} files were found");
        var wide = from path in Sources.All
                   from line in Repository.Lines(path).Index()
                   where line.Item.Length > Columns
                   select $"{path}:{line.Index + 1} has {line.Item.Length} columns";
        Assert.Empty(wide);
    }
}
