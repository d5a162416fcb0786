using Saddle.App.Commands;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;
using Saddle.Metrics.Reading;

namespace Saddle.App.Samples;

/// <summary>Finds what a side of a metric names: a file, a folder, a run, a data set.</summary>
internal static class SampleSources
{
    /// <summary>Opens a side.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">Of a run, which checkpoint.</param>
    /// <param name="seed">The seed of what data sets draw.</param>
    /// <param name="isReference">Whether it is the reference: what never ends is drawn anew for it.</param>
    /// <exception cref="SettingsException">It names nothing.</exception>
    /// <exception cref="DataException">It is damaged.</exception>
    public static Source Open(string text, DataFolder data, string checkpoint, ulong seed, bool isReference) =>
        IsRun(text) ? GeneratedSource.Open(RunFolder.Open(text, Terminal.Say), data, checkpoint)
        : WatchedPart.Is(text) ? GeneratedSource.Open(Arguments.OpenRun(text, isTrusted: false), data, checkpoint)
        : File.Exists(text) || Directory.Exists(text) ? Source.At(text)
        : Spec.Is<DataSet>(text) ? Of(text, Spec.Parse<DataSet>(text), data, seed, isReference)
        : throw new SettingsException(
            $"'{text}' is neither a file, a folder, a run nor a data set; expected images (a folder, a zip, "
            + "an IDX or CIFAR file), a run, .npy or .npz, or one of: "
            + $"{string.Join(", ", Catalog<DataSet>.Entries.Select(e => e.Name))}");

    private static Source Of(string text, DataSet set, DataFolder data, ulong seed, bool isReference) =>
        Source.From(
            text,
            set.Open(data, set is not StoredDataSet && set.Count is null && isReference ? seed + 1 : seed));

    /// <summary>Whether a path is a run's folder.</summary>
    private static bool IsRun(string path) =>
        File.Exists(Path.Combine(path, "config.yaml")) && File.Exists(Path.Combine(path, "run.json"));
}
