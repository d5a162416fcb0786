namespace Saddle.Metrics.Reading;

/// <summary>Features or statistics of a file.</summary>
internal sealed class FileSource(string path) : Source(path, null)
{
    public override string Features => "features as given";

    public override Side Read(Extraction how)
    {
        var side = FeatureFile.Read(Name);
        if (Origin.ReadBeside(Name) is var (origin, count, ddof))
        {
            var stored = side.Stored is null ? null : side.Stored with { Count = count, Ddof = ddof };
            side = side with { Origin = origin, Stored = stored };
        }

        return side.Features is { } all && all.Shape[0] > how.Most
            ? side.Select(Subsets.Choose(how.Seed, all.Shape[0], 0, how.Most.Value))
            : side;
    }
}
