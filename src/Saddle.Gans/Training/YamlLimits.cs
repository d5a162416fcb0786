using Saddle.Catalog;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Saddle.Gans.Training;

/// <summary>
/// Bounds a YAML text before a tree is made of it: a few lines of aliases can stand for more nodes than any machine
/// holds, and deep nesting or a node inside itself ends the program that walks it. What YAML would read otherwise than
/// it is meant is told too.
/// </summary>
internal sealed class YamlLimits
{
    /// <summary>The most characters of a text.</summary>
    public const int MostCharacters = 1 << 20;

    private const int MostDepth = 16;
    private const int MostNodes = 10_000;

    private readonly string _file;
    private readonly Dictionary<AnchorName, Extent> _anchored = [];
    private readonly Stack<(AnchorName Anchor, Extent Extent)> _open = new();

    private YamlLimits(string file)
    {
        _file = file;
        _open.Push((AnchorName.Empty, new(0, 0)));
    }

    /// <summary>Checks a text.</summary>
    /// <param name="text">YAML, perhaps.</param>
    /// <param name="file">The file's name, for complaints.</param>
    /// <exception cref="SettingsException">
    /// It is too long, too deep, has too many nodes, or has a decimal comma where that ends a value.
    /// </exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static void Check(string text, string file)
    {
        if (text.Length > MostCharacters)
        {
            throw new SettingsException(FormattableString.Invariant(
                $"{file}: has {text.Length} characters; expected at most {MostCharacters}"));
        }

        var limits = new YamlLimits(file);
        var commas = new DecimalCommas(file);
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            limits.Read(parser.Current!);
            commas.Read(parser.Current!);
        }
    }

    private void Read(ParsingEvent found)
    {
        switch (found)
        {
            case MappingStart or SequenceStart:
                _open.Push((((NodeEvent)found).Anchor, new(1, 1)));
                Bound(found, default);
                break;
            case MappingEnd or SequenceEnd:
                var (anchor, extent) = _open.Pop();
                Add(found, anchor, extent);
                break;
            case Scalar scalar:
                Add(found, scalar.Anchor, new(1, 0));
                break;
            case AnchorAlias alias:
                Add(found, AnchorName.Empty, Find(alias));
                break;
        }
    }

    private Extent Find(AnchorAlias alias) => _anchored.TryGetValue(alias.Value, out var extent)
        ? extent
        : throw At(alias, $"the alias *{alias.Value} stands before its anchor, or inside what it names");

    private void Add(ParsingEvent at, AnchorName anchor, Extent extent)
    {
        Bound(at, extent);
        if (!anchor.IsEmpty)
        {
            _anchored[anchor] = extent;
        }

        var (outer, all) = _open.Pop();
        _open.Push((outer, new(all.Nodes + extent.Nodes, Math.Max(all.Depth, extent.Depth + 1))));
    }

    private void Bound(ParsingEvent at, Extent extent)
    {
        if (_open.Count - 1 + extent.Depth > MostDepth)
        {
            throw At(at, FormattableString.Invariant($"nested too deeply; expected at most {MostDepth} levels"));
        }

        if (_open.Sum(o => o.Extent.Nodes) + extent.Nodes > MostNodes)
        {
            throw At(at, FormattableString.Invariant(
                $"too many values, aliases counted as what they name; expected at most {MostNodes}"));
        }
    }

    private SettingsException At(ParsingEvent at, string problem) =>
        new(FormattableString.Invariant($"{_file}:{at.Start.Line}: {problem}"));

    private readonly record struct Extent(int Nodes, int Depth);
}
