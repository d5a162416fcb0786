using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics.Reading;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// A published network whose weights are not ours to bring: what it takes, how each tool prepares images for it, and
/// where its file is looked for. The file is a model in ONNX or a module of TorchScript, unless the network says
/// otherwise.
/// </summary>
/// <param name="File">
/// Its file; empty: NAME.onnx, NAME.pt or NAME.torchscript in the folder NAME of the data folder.
/// </param>
public abstract record PublishedNetwork(string File) : Extractor, INamesProgram
{
    /// <summary>The rows and columns that it takes.</summary>
    public abstract int Side { get; }

    /// <summary>How many features it makes.</summary>
    public abstract int Width { get; }

    /// <summary>The range that it takes pixels in.</summary>
    public abstract PixelRange Pixels { get; }

    /// <summary>Who published it, and where.</summary>
    public abstract string Publisher { get; }

    /// <summary>The licence of its weights.</summary>
    public abstract string Licence { get; }

    /// <summary>Lines of Python that make its file where the published weights can be had.</summary>
    public abstract string Export { get; }

    /// <inheritdoc/>
    public string Program => IsProgram(File) ? File : string.Empty;

    /// <inheritdoc/>
    public override string? Warning => File.Length == 0 || !IsProgram(File) ? null : new TorchScriptFile(File).Warning;

    /// <summary>Where its file is looked for.</summary>
    /// <param name="where">The data folder.</param>
    public IEnumerable<string> Places(DataFolder where)
    {
        ArgumentNullException.ThrowIfNull(where);
        return File.Length > 0 ? [File] : FileNames.Select(name => Path.Combine(where.FolderOf(Name), name));
    }

    /// <inheritdoc/>
    public sealed override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        var file = Places(where.Data).FirstOrDefault(System.IO.File.Exists) ?? throw Missing(where.Data);
        var network = OpenFile(file, where);
        var how = PreparedBy(where.Protocol.Tool);
        return network with
        {
            Pixels = Pixels,
            Preparation = where.Protocol.IsResizeGiven ? how with { Resize = where.Protocol.Resize } : how,
            Run = images => Checked(network.Run(images), file),
        };
    }

    /// <summary>The names of its file, best first.</summary>
    private protected virtual IEnumerable<string> FileNames => [$"{Name}.onnx", $"{Name}.pt", $"{Name}.torchscript"];

    /// <summary>What its file is, in words.</summary>
    private protected virtual string Form => "a model in ONNX or a module of TorchScript";

    /// <summary>Whether a file of it is a program, which the user must have named as one.</summary>
    /// <param name="file">The file's path.</param>
    private protected virtual bool IsProgram(string file) => !IsOnnx(file);

    /// <summary>Opens its file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="where">Where it works.</param>
    private protected virtual FeatureNetwork OpenFile(string file, ExtractorContext where) =>
        (IsOnnx(file) ? (Extractor)new OnnxFile(file, Side) : new TorchScriptFile(file, Side)).Open(where);

    /// <summary>How a tool prepares images for it; for a tool that does not know it, its usual one's way.</summary>
    /// <param name="tool">The protocol's name.</param>
    private protected abstract Preparation PreparedBy(string tool);

    /// <summary>The common answer to that: the usual way, and others by the tool's name.</summary>
    /// <param name="tool">The protocol's name.</param>
    /// <param name="usual">The usual way.</param>
    /// <param name="others">Tools that have another.</param>
    private protected static Preparation ByTool(
        string tool, Preparation usual, params (string Tool, Preparation How)[] others) =>
        others.Where(other => other.Tool == tool).Select(other => other.How).FirstOrDefault(usual);

    private static bool IsOnnx(string file) => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private Activations Checked(Activations made, string file) => made.Features.Shape[1] == Width
        ? new(made.Features)
        : throw new DataException(
            file,
            $"it makes {made.Features.Shape[1]} features of an image; {Name} makes {Width}: it is another network");

    private MissingComponentException Missing(DataFolder where) => new(File.Length > 0
        ? $"{File} is not there; expected {Name} as {Form}"
        : $"{Name} is not in {where.FolderOf(Name)} ({string.Join(", ", FileNames)}); "
            + $"'saddle weights list' says how its file is made, or name one with --extractor {Name}:file=FILE");
}
