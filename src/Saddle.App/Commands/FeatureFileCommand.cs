using System.CommandLine;
using Saddle.Catalog;
using Saddle.Metrics;

namespace Saddle.App.Commands;

/// <summary>
/// A command that writes what an extractor makes of a side to a file, and beside it how that was made.
/// </summary>
public abstract class FeatureFileCommand : ReadingCommand
{
    private readonly Argument<string> _source;
    private readonly Option<string> _file;
    private readonly string _suffix;

    /// <summary>Declares the options.</summary>
    /// <param name="suffix">The suffix that the file's name must have.</param>
    protected FeatureFileCommand(string suffix)
    {
        _suffix = suffix;
        _source = DeclareArgument<string>(
            "a",
            "a folder or zip of images, an IDX or CIFAR file, a data set (NAME or NAME:setting=value), a run, "
                + "or features");
        _file = Declare(
            new Option<string>("-o", "--output") { Description = $"the file to write, {suffix}", Required = true });
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

        if (File.Exists(path) && Path.GetFullPath(path) == Path.GetFullPath(call.Get(_source)))
        {
            throw new SettingsException($"-o {path}: is what is read; expected another name");
        }

        return Interruptibly(call, () =>
        {
            using var folder = OutputFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path)), "-o");
            call.Clock.Begin("reading");
            using var source = OpenSource(call, call.Get(_source));
            var side = source.Read(ExtractionOf(call, Needs, source));
            call.Clock.Begin("writing");
            var (shape, ddof) = Write(path, side, ProtocolOf(call));
            side.Origin?.WriteBeside(path, side.Count, ddof);
            var document = new
            {
                File = path,
                Shape = shape,
                N = side.Count,
                Ddof = ddof,
                Protocol = ProtocolOf(call).Name,
                side.Origin?.Extractor,
                side.Origin?.Settings,
                side.Origin?.Made,
                side.Notes,
            };
            var beside = side.Origin is null ? string.Empty : $"; {path}.json says how they were made";
            var samples = side.Count is { } count
                ? FormattableString.Invariant($"{count} samples")
                : "samples whose number the file does not say";
            call.Result(document, console => console.Profile.Out.Writer.WriteLine(FormattableString.Invariant(
                $"{path}: {Name} of {samples}, {shape[^1]} dimensions{beside}")));
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
