using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Tests;

/// <summary>
/// One word for one thing: what a reader finds by its catalogue name is called so, and no name means two things.
/// </summary>
public sealed class NameTests
{
    [Fact]
    public void Ailments_are_named_after_their_diagnoses() =>
        Assert.All(Catalog<Ailment>.Entries, e => Assert.Equal(Pascal(e.Name), TypeOf(e).Name));

    [Fact]
    public void Probes_are_named_after_their_questions() =>
        Assert.All(Catalog<Probe>.Entries, e => Assert.Equal($"{Pascal(e.Name)}Probe", TypeOf(e).Name));

    [Fact]
    public void No_two_public_types_share_a_name()
    {
        Type[] rooms = [typeof(Entry<>), typeof(DataSet), typeof(Tensor), typeof(Metric), typeof(Probe)];
        var twice = rooms.SelectMany(t => t.Assembly.GetExportedTypes())
            .Where(t => !t.IsNested)
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => string.Join(" and ", g.Select(t => t.FullName)));
        Assert.Empty(twice);
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static Type TypeOf<TBase>(Entry<TBase> entry)
        where TBase : class => entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)).GetType();
}
