using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>What is known, before a pass, of one value that it computes or is given.</summary>
/// <param name="Declared">The type that the file states; null where it states none.</param>
internal sealed record Place(DType? Declared)
{
    private static readonly HashSet<int> None = [];

    /// <summary>Whether a step makes it, so that it can be freed when nobody reads it any more.</summary>
    public bool IsMade { get; init; }

    /// <summary>The step that reads it last.</summary>
    public int LastUse { get; set; }

    /// <summary>The inputs of the graph in whose storage it may lie.</summary>
    public IReadOnlySet<int> Origins { get; set; } = None;
}
