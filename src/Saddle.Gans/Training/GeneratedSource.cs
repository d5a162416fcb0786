using Saddle.Data;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.Gans.Training;

/// <summary>
/// The samples of a run's generator, as a side of a metric: its running average where the run keeps one.
/// </summary>
public sealed class GeneratedSource : Source
{
    private readonly Sampler _sampler;

    private GeneratedSource(string name, Sampler sampler)
        : base(name, sampler) => _sampler = sampler;

    /// <inheritdoc/>
    public override string? Features =>
        _sampler.Shape.Count == 3 ? null : _sampler.IsText ? "characters" : "coordinates";

    /// <summary>The number of updates behind the generator.</summary>
    public long Step => _sampler.Step;

    /// <inheritdoc/>
    public override Side Read(Extraction how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var items = _sampler.Items(how.Seed);
        return Features is null ? how.Extract(Name, items.Images(how.Taken(null))) : From(Name, items).Read(how);
    }

    /// <summary>Loads a run's generator.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <exception cref="Catalog.SettingsException">There is no such checkpoint.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public static GeneratedSource Open(RunFolder run, DataFolder data, string checkpoint)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(run.Path, new(run, data, checkpoint));
    }
}
