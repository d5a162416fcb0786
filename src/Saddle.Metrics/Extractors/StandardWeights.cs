using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// The weights of FID-InceptionV3 that the field's tools share: where they are published, and where they lie here.
/// </summary>
public static class StandardWeights
{
    private const string File = "pt_inception-2015-12-05-6726825d.pth";
    private const string Releases = "https://github.com/mseitzer/pytorch-fid/releases/download";

    /// <summary>The published file.</summary>
    public static Download Download { get; } = new(
        File,
        new Uri($"{Releases}/fid_weights/{File}"),
        "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2");

    /// <summary>The folder that they lie in.</summary>
    /// <param name="where">The data folder.</param>
    public static string Folder(DataFolder where)
    {
        ArgumentNullException.ThrowIfNull(where);
        return where.FolderOf("fid-inception");
    }

    /// <summary>Whether they are there.</summary>
    /// <param name="where">The data folder.</param>
    public static bool AreIn(DataFolder where) => System.IO.File.Exists(PathIn(where));

    /// <summary>The file that they lie in.</summary>
    /// <param name="where">The data folder.</param>
    /// <exception cref="MissingComponentException">
    /// It is not there; the message says how to get it, and what does without it.
    /// </exception>
    public static string Find(DataFolder where)
    {
        var file = PathIn(where);
        var others = Catalog<Extractor>.Entries.Select(e => e.Name).Where(n => n != Extractor.Standard);
        return System.IO.File.Exists(file) ? file : throw new MissingComponentException(
            $"the weights of the FID-Inception network are not in {Folder(where)}; "
            + "to get them: saddle weights get (91 MB), or name a file with --weights. "
            + $"Without them: --extractor {string.Join(" or ", others)}");
    }

    private static string PathIn(DataFolder where) => Path.Combine(Folder(where), Download.FileName);
}
