using System.CommandLine;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.App.Commands;

/// <summary><c>saddle stats A -o STATS.npz</c>: mean and covariance of features, for later comparisons.</summary>
public sealed class StatsCommand() : FeatureFileCommand("stats", ".npz", "mean and covariance of features, as an .npz that pytorch-fid and clean-fid read, too", "stats shapes:items=2000 -o shapes.npz --extractor random-conv")
{
    /// <inheritdoc/>
    private protected override Needs Needs => Needs.Moments;

    /// <inheritdoc/>
    private protected override (IReadOnlyList<long> Shape, int? Ddof) Write(string path, Side side, Protocol protocol)
    {
        var statistics = side.Statistics(protocol.Ddof);
        AtomicFile.Write(path, statistics.ToNpz());
        return ([statistics.Width], statistics.Ddof);
    }
}

/// <summary><c>saddle features A -o FEATURES.npy</c>: the features themselves.</summary>
public sealed class FeaturesCommand() : FeatureFileCommand("features", ".npy", "features of images, as an .npy of singles, [n, d]", "features shapes:items=2000 -o shapes.npy --extractor random-conv")
{
    /// <inheritdoc/>
    private protected override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    private protected override (IReadOnlyList<long> Shape, int? Ddof) Write(string path, Side side, Protocol protocol)
    {
        var features = side.RequireFeatures(1);
        FeatureFile.Write(path, features);
        return (features.Shape, null);
    }
}

/// <summary>A command that writes what an extractor makes of a side to a file, and beside it how that was made.</summary>
public abstract class FeatureFileCommand : ReadingCommand
{
    private readonly Argument<string> _source;
    private readonly Option<string> _file;
    private readonly string _suffix;

    /// <summary>Declares the options.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="suffix">The suffix that the file's name must have.</param>
    /// <param name="description">What it does, in one line.</param>
    /// <param name="example">A working example.</param>
    protected FeatureFileCommand(string name, string suffix, string description, string example)
        : base(name, description, example)
    {
        _suffix = suffix;
        _source = DeclareArgument(new Argument<string>("a") { Description = "a folder or zip of images, an IDX or CIFAR file, a data set (NAME or NAME:setting=value), a run, or features" });
        _file = Declare(new Option<string>("-o", "--output") { Description = $"the file to write, {suffix}", Required = true });
    }

    /// <summary>What of the side is written.</summary>
    private protected abstract Needs Needs { get; }

    /// <inheritdoc/>
    protected sealed override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var path = call.Get(_file);
        if (!path.EndsWith(_suffix, StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException($"-o {path}: expected a name that ends in {_suffix}");
        }

        return Interruptibly(call, () =>
        {
            using var folder = OutputFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path)));
            using var source = OpenSource(call, call.Get(_source));
            var side = source.Read(ExtractionOf(call, Needs, source));
            var (shape, ddof) = Write(path, side, ProtocolOf(call));
            side.Origin?.WriteBeside(path, side.Count, ddof);
            var document = new { File = path, Shape = shape, N = side.Count, Ddof = ddof, Protocol = ProtocolOf(call).Name, side.Origin?.Extractor, side.Origin?.Settings, side.Origin?.Made, side.Notes };
            call.Out.Result(document, console => console.Profile.Out.Writer.WriteLine(FormattableString.Invariant($"{path}: {Name} of {side.Count} samples, {shape[^1]} dimensions{(side.Origin is null ? string.Empty : $"; {path}.json says how they were made")}")));
            return ExitStatus.Done;
        });
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">What to write of.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The lengths of the features' dimensions, and what a covariance subtracts from the count.</returns>
    private protected abstract (IReadOnlyList<long> Shape, int? Ddof) Write(string path, Side side, Protocol protocol);
}
