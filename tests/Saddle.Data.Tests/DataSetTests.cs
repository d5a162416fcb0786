using System.Reflection;
using Saddle.Catalog;

namespace Saddle.Data.Tests;

/// <summary>What holds for every data set.</summary>
public sealed class DataSetTests
{
    public static TheoryData<string> Names => [.. Catalog<DataSet>.Entries.Select(e => e.Name)];

    [Fact]
    public void Every_data_set_is_found()
    {
        var types = typeof(DataSet).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DataSet)) && !t.IsAbstract)
            .ToList();
        Assert.Equal(types.Count, Catalog<DataSet>.Entries.Count);
        Assert.All(types, t => Assert.True(t.IsSealed && t.GetCustomAttribute<EntryAttribute>() is not null, t.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_declares_what_an_entry_must_and_its_settings_make_an_equal_one(string name)
    {
        var entry = Catalog<DataSet>.Get(name);
        Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", entry.Name);
        Assert.All(
            [entry.Summary, entry.Equations, entry.Source], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        var set = Make(entry);
        Assert.Equal(name, set.Name);
        Assert.NotEmpty(set.Shape);
        Assert.All(set.Shape, size => Assert.True(size > 0));
        Assert.Equal(entry.SettingsOf(set), entry.SettingsOf(entry.Create(entry.SettingsOf(set))));
        Assert.StartsWith(name, set.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_opens_without_files_or_says_in_one_line_what_is_missing(string name)
    {
        var (set, nowhere) = (Make(Catalog<DataSet>.Get(name)), new DataFolder("/nonexistent"));
        if (set is StoredDataSet stored)
        {
            Assert.False(stored.IsPresent(nowhere));
            var refusal = Assert.Throws<DataException>(() => set.Open(nowhere, 1));
            Assert.StartsWith(
                $"/nonexistent/{stored.FolderName}: {name} needs ", refusal.Message, StringComparison.Ordinal);
            Assert.EndsWith($"to get it: {stored.HowToGet}", refusal.Message, StringComparison.Ordinal);
            return;
        }

        using var items = set.Open(nowhere, 1);
        Assert.Equal(set.Shape, items.Shape);
        Assert.Equal(set.Count, items.Count);
        Assert.Equal(set.HasSentences, items is ICaptioned);
    }

    private static DataSet Make(Entry<DataSet> entry) =>
        entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
}
