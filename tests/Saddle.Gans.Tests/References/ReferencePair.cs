using System.Text.Json;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Checking;
using Saddle.Torch;

namespace Saddle.Gans.Tests.References;

/// <summary>
/// A generator and a discriminator that PyTorch saved, in one form, and what PyTorch computed for them: a folder with
/// expected.npz and meta.json, of tests/data/networks or of what SADDLE_REFERENCES names.
/// </summary>
internal sealed class ReferencePair
{
    /// <summary>The forms of a pair's files.</summary>
    public static readonly string[] Forms = ["traced", "scripted", "exported"];

    /// <summary>The modes that figures are of.</summary>
    public static readonly string[] Modes = ["eval", "train"];

    // What cannot be: the folder, the form, the mode (null: both), and the words that say why. Tracing in training
    // mode forgets that spectral norm's power iteration is without gradients, and so would differentiate through a
    // division that writes into a buffer.
    private const string Traced = "it cannot be differentiated: traced in training mode";

    private static readonly (string Folder, string Form, string? Mode, string Why)[] Impossible =
    [
        ("torch-2.13/sngan-hook", "traced", "train", Traced),
        ("torch-1.13/sngan-hook", "traced", "train", Traced),
        ("torch-1.13/sngan-hook", "scripted", "train", Traced), // its D cannot be scripted, and is the traced one
        ("torch-2.13/sngan-parametrized", "traced", "train", Traced),
        ("odd-pairs/dictionary", "traced", "train", Traced),
    ];

    // Operators that libtorch 1.13 has not. The first stands in a branch of F.interpolate that is never taken.
    private static readonly (string Folder, string Form, string? Mode, string Why)[] Missing =
    [
        ("torch-2.13/sngan-hook", "scripted", null, "aten::_upsample_lanczos2d_aa"),
        ("torch-2.13/sngan-parametrized", "scripted", null, "aten::_upsample_lanczos2d_aa"),
        ("torch-2.13/modulated", "scripted", null, "aten::_upsample_lanczos2d_aa"),
        ("torch-2.13/modulated", "traced", null, "aten::scaled_dot_product_attention"),
    ];

    private readonly JsonElement _meta;
    private readonly string _mode;
    private readonly string _form;

    /// <summary>Names a pair's files; nothing is opened.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="form">traced, scripted or exported.</param>
    /// <param name="mode">eval or train.</param>
    public ReferencePair(string folder, string form, string mode)
    {
        (Folder, _form, _mode, Training) = (folder, form, mode, mode == "train");
        _meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json"))).RootElement;
        var (g, d) = (FileOf("G", form, mode), FileOf("D", form, mode));
        // where one of the two could not be saved so, the other one stands beside it in a form that could
        Files = (
            g ?? (d is null ? null : FileOf("G", "traced", mode)),
            d ?? (g is null ? null : FileOf("D", "traced", mode) ?? FileOf("D", "exported", mode)));
    }

    /// <summary>Words that say why it cannot be differentiated, or run, here; null where it can.</summary>
    public string? WhyNot => Impossible
        .Concat(TorchRuntime.Version.StartsWith("1.", StringComparison.Ordinal) ? Missing : [])
        .Where(i => Folder.EndsWith(i.Folder, StringComparison.Ordinal))
        .Where(i => i.Form == _form && (i.Mode ?? _mode) == _mode)
        .Select(i => i.Why)
        .FirstOrDefault();

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Whether the figures of training mode are meant.</summary>
    public bool Training { get; }

    /// <summary>The file of what PyTorch computed.</summary>
    public string Expected => Path.Combine(Folder, "expected.npz");

    /// <summary>Whether both players are there in this form.</summary>
    public bool IsThere => Files is { Generator: not null, Discriminator: not null };

    /// <summary>Whether it is the small game, which has other figures than the rest.</summary>
    public bool IsGame => !_meta.TryGetProperty("dtype", out _);

    /// <summary>The files.</summary>
    public (string? Generator, string? Discriminator) Files { get; }

    /// <summary>The settings of the generator.</summary>
    public ForeignNetwork Generator => Network("G", Files.Generator!) with
    {
        LatentShape = !_meta.TryGetProperty("latent", out var latent) ? "1"
            : latent.ValueKind == JsonValueKind.Number ? latent.ToString()
            : string.Join('x', latent.EnumerateArray()),
    };

    /// <summary>The settings of the discriminator.</summary>
    public ForeignNetwork Discriminator => Network("D", Files.Discriminator!) with
    {
        Output = _meta.TryGetProperty("output", out var output) && output.GetString() == "probability"
            ? ScoreForm.Probability
            : ScoreForm.Logit,
    };

    /// <summary>The shape of an item, lengths joined by x.</summary>
    public string Item => string.Join('x', _meta.GetProperty("item").EnumerateArray());

    /// <summary>The number of classes; 0 for none.</summary>
    public int Classes => Labelling.TryGetProperty("classes", out var classes) ? classes.GetInt32() : 0;

    /// <summary>The pairs in a folder: their folders, forms and modes.</summary>
    /// <param name="root">The folder.</param>
    public static IEnumerable<(string Folder, string Form, string Mode)> In(string root) =>
        from file in Directory.EnumerateFiles(root, "expected.npz", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
        let folder = Path.GetDirectoryName(file)!
        where File.Exists(Path.Combine(folder, "meta.json"))
        from form in Forms
        from mode in Modes
        where new ReferencePair(folder, form, mode).IsThere
        select (folder, form, mode);

    /// <summary>Compares with what PyTorch computed.</summary>
    /// <returns>Each array's largest difference, relative to its largest magnitude; and what rounding allows.</returns>
    public (IReadOnlyList<(string Name, double Difference)> Found, double Tolerance) Check()
    {
        using var g = Generator.Open(Player.Generator);
        using var d = Discriminator.Open(Player.Discriminator);
        using var expected = new ExpectedFigures(Expected, Training);
        var check = new ForeignCheck((Generator, g), (Discriminator, d));
        return (check.Run(expected, Training), check.Tolerance);
    }

    private JsonElement Labelling => _meta.TryGetProperty("labels", out var labels) ? labels : _meta;

    private ForeignNetwork Network(string player, string file) => ForeignFile.NetworkOf(file) with
    {
        Classes = Classes,
        Labels = Labelling.TryGetProperty(player, out var form) && form.ValueKind == JsonValueKind.String
            && form.GetString() == "onehot"
            ? LabelForm.OneHot
            : LabelForm.Index,
    };

    private string? FileOf(string player, string form, string mode)
    {
        var name = form switch
        {
            "traced" => $"{player}.traced.{mode}.pt",
            "exported" => $"{player}.{mode}.pt2",
            _ => $"{player}.scripted.pt",
        };
        // the small game's are not of any mode
        return new[] { name, name.Replace($".{mode}", string.Empty, StringComparison.Ordinal) }
            .Select(file => Path.Combine(Folder, file))
            .FirstOrDefault(File.Exists);
    }
}
