using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Checking;
using Saddle.Gans.Objectives;
using Saddle.Gans.Training;
using Saddle.Metrics.Extractors;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.App.Commands;

/// <summary>A generator and a discriminator that PyTorch saved, with what was said or found out of them.</summary>
public sealed class ImportedPair : IDisposable
{
    private const int Usual = 64;

    private readonly TensorScope _scope = new();
    private readonly ForeignModule _makes;
    private readonly ForeignModule _judges;
    private readonly int _classes;
    private ForeignNetwork _generator;
    private readonly ForeignNetwork _discriminator;

    /// <summary>Opens both, and finds out what is not said.</summary>
    /// <param name="generator">The generator's file.</param>
    /// <param name="discriminator">The discriminator's file.</param>
    /// <param name="latent">The latent vector's shape and law, 128x1x1:uniform; null to find the shape.</param>
    /// <param name="labels">The number of classes and the labels' form, 10:onehot; null where none is said.</param>
    /// <param name="output">logits or probability; null to find out.</param>
    /// <param name="classes">The number of the data's classes, which is asked where none is said; 0 for none.</param>
    /// <exception cref="SettingsException">Something cannot be found out, or is said wrongly.</exception>
    /// <exception cref="DataException">A file is damaged.</exception>
    public ImportedPair(
        ForeignNetwork generator,
        ForeignNetwork discriminator,
        string? latent,
        string? labels,
        string? output,
        Func<int> classes)
    {
        (_generator, _discriminator) = (generator, discriminator);
        try
        {
            (_makes, _judges) = (generator.Open(Player.Generator), discriminator.Open(Player.Discriminator));
            Notes = [.. NotesOf(generator, _makes), .. NotesOf(discriminator, _judges)];
            (_classes, var forms) = Labels(labels, _makes.Inputs.Count + _judges.Inputs.Count > 2 ? classes : () => 0);
            var item = Settle(latent, forms);
            _discriminator = Judging(forms, item);
            if (labels is not null && Labelled is null)
            {
                throw new SettingsException($"--labels {labels}: neither network takes a class label");
            }

            _discriminator = _discriminator with { Output = Scores(output, item) };
            Players = [Of("generator", _generator, _makes, Latents(), item), Judge(item)];
            Differentiate(_generator, Player.Generator, _makes, _generator.LatentParts()[0]);
            Differentiate(_discriminator, Player.Discriminator, _judges, Judged(item));
        }
        catch
        {
            _scope.Dispose();
            throw;
        }
    }

    /// <summary>What the user should know, a line each.</summary>
    public List<string> Notes { get; }

    /// <summary>What each player is.</summary>
    public IReadOnlyList<ImportedPlayer> Players { get; }

    /// <summary>The largest difference that rounding alone makes.</summary>
    public double Tolerance => new ForeignCheck((_generator, _makes), (_discriminator, _judges)).Tolerance;

    /// <summary>The data that a text names, of items as the generator makes them.</summary>
    /// <param name="text">A data set, a folder or zip of images, or none.</param>
    /// <exception cref="SettingsException">It is none of these.</exception>
    public DataSet Data(string text)
    {
        var item = Players[0].Output;
        return text != "none" ? Named(text, item)
            : _classes == 0 && Labelled is { } network
            ? throw new SettingsException($"{network.File}: it takes a class label; expected --labels K, K classes")
            : new NoData(string.Join('x', item), _classes);
    }

    /// <summary>The number of classes of the data that a text names; 0 where they have none.</summary>
    /// <param name="text">A data set, a folder or zip of images.</param>
    /// <param name="data">Where data sets lie.</param>
    public static int ClassesOf(string text, DataFolder data)
    {
        using var items = Named(text, [3, 1]).Open(data, 1);
        return (items as ILabelled)?.Classes.Count ?? 0;
    }

    private int UsualBatch()
    {
        var unit = ForeignLooks.BatchUnit((_generator, _makes), (_discriminator, _judges), Players[0].Output);
        return unit * ((Usual + unit - 1) / unit);
    }

    private static DataSet Named(string text, IReadOnlyList<long> item)
    {
        return Spec.Is<DataSet>(text) ? Spec.Parse<DataSet>(text)
            : Directory.Exists(text) || File.Exists(text) ? Images(text, item)
            : throw new SettingsException(
                $"--data {text}: neither a data set nor a folder; expected none, a folder or zip of images, or one of "
                + string.Join(", ", Catalog<DataSet>.Entries.Select(e => e.Name)));
    }

    /// <summary>The configuration of the run.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="data">The data.</param>
    /// <param name="objective">What the players descend.</param>
    /// <param name="rule">The update rule.</param>
    /// <param name="batch">The number of samples a side; 0 for 64, or the next number that both players take.</param>
    /// <exception cref="SettingsException">The objective or the rule is unknown, or a setting wrong.</exception>
    public Configuration Configuration(string name, DataSet data, string objective, string rule, int batch)
    {
        var isDouble = _makes.Tensors.Concat(_judges.Tensors).Any(t => t.Value.DType == DType.Float64);
        var settings = new TrainingSettings(
            Name: name,
            Batch: batch > 0 ? batch : UsualBatch(),
            Precision: isDouble ? Precision.Float64 : Precision.Float32);
        settings.Validate();
        return new(
            settings,
            data,
            _generator,
            _discriminator,
            Spec.Parse<Objective>(objective),
            [],
            Spec.Parse<Rule>(rule),
            [],
            new FidInception());
    }

    /// <summary>Compares with what PyTorch computed.</summary>
    /// <param name="expected">What PyTorch computed.</param>
    /// <param name="training">The mode.</param>
    /// <param name="formIsGiven">Whether the user has said how labels are told: else both ways are tried.</param>
    public IReadOnlyList<(string Name, double Difference)> Check(
        ExpectedFigures expected, bool training, bool formIsGiven)
    {
        var first = Compare(expected, training, _generator, _discriminator);
        var takesLabels = _makes.Inputs.Count + _judges.Inputs.Count > 2;
        return formIsGiven || !takesLabels || first.All(d => d.Difference <= Tolerance)
            ? first
            : Forms()
                .Select(forms => Tried(expected, training, forms))
                .Append(first)
                .MinBy(found => found.Count > 0 ? found.Max(d => d.Difference) : double.PositiveInfinity)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _makes.Dispose();
        _judges.Dispose();
        _scope.Dispose();
    }

    // Of the size that the generator makes; flattened pictures have their colours first, or none.
    private static ImageFiles Images(string path, IReadOnlyList<long> item)
    {
        var (colours, side) = item is [var length]
            ? length % 3 == 0 && Side(length / 3) is > 0 and var coloured ? (3, coloured) : (1, Side(length))
            : (item[0], item[^1]);
        return new() { Path = path, Size = (int)Math.Max(side, 1), Grey = colours == 1 };
    }

    private static long Side(long square) => (long)Math.Round(Math.Sqrt(square)) is var side && side * side == square
        ? side
        : 0;

    private static IEnumerable<(LabelForm Generator, LabelForm Discriminator)> Forms() =>
        from g in Enum.GetValues<LabelForm>()
        from d in Enum.GetValues<LabelForm>()
        select (g, d);

    private static IEnumerable<string> NotesOf(ForeignNetwork network, ForeignModule module)
    {
        if (!module.Tensors.Any(t => t.Role == TensorRole.Parameter))
        {
            throw new SettingsException($"{network.File}: it has no parameters, so there is nothing to train");
        }

        var mode = module.FixedMode is { } training ? training ? "training" : "evaluation" : null;
        return module.Notes
            .Concat(mode is null ? [] : [$"it was saved in {mode} mode, and keeps it"])
            .Select(note => $"{network.File}: {note}");
    }

    private static (int Classes, LabelForm[] Forms) Labels(string? labels, Func<int> ofData)
    {
        if (labels is null)
        {
            return (ofData(), [LabelForm.Index, LabelForm.OneHot]);
        }

        var parts = labels.Split(':');
        LabelForm[] forms = parts switch
        {
            [_] => [LabelForm.Index, LabelForm.OneHot],
            [_, "index"] => [LabelForm.Index],
            [_, "onehot" or "one-hot"] => [LabelForm.OneHot],
            _ => [],
        };
        return forms.Length > 0
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var classes)
            && classes > 0
            ? (classes, forms)
            : throw new SettingsException(
                $"--labels {labels}: expected a number of classes, and index or onehot after it: 10, or 10:onehot");
    }

    private static ImportedPlayer Of(
        string name,
        ForeignNetwork network,
        ForeignModule module,
        IReadOnlyList<long> input,
        IReadOnlyList<long> output) => new(
        name,
        network.File,
        module.Form,
        module.Tensors.Where(t => t.Role == TensorRole.Parameter).Sum(t => t.Value.Count),
        module.Tensors.Where(t => t.Role != TensorRole.Parameter).Sum(t => t.Value.Count),
        input,
        output);

    private IReadOnlyList<(string Name, double Difference)> Tried(
        ExpectedFigures expected, bool training, (LabelForm Generator, LabelForm Discriminator) forms)
    {
        try
        {
            return Compare(
                expected,
                training,
                _generator with { Labels = forms.Generator },
                _discriminator with { Labels = forms.Discriminator });
        }
        catch (SettingsException)
        {
            return []; // labels are not told to it in this form
        }
    }

    private IReadOnlyList<(string Name, double Difference)> Compare(
        ExpectedFigures expected, bool training, ForeignNetwork generator, ForeignNetwork discriminator) =>
        new ForeignCheck((generator, _makes), (discriminator, _judges)).Run(expected, training);

    // The latent vector's shape, and how labels are told: the first that the generator runs with, and what it makes.
    private IReadOnlyList<long> Settle(string? latent, LabelForm[] forms)
    {
        (latent, var law) = Latent(latent);
        var why = "the latent vector's shape is not found; expected --latent 128, say, or 128x1x1";
        foreach (var form in forms)
        {
            var told = _generator with { Law = law, Labels = form, Classes = _classes };
            if ((latent ?? ForeignLooks.Latent(told, _makes)) is { } lengths
                && told with { LatentShape = lengths } is { } settled)
            {
                if (ForeignLooks.Item(settled, _makes, out var failure) is { } item)
                {
                    _generator = settled;
                    return item;
                }

                why = $"latent vectors of shape {lengths}: {failure}";
            }
        }

        var labels = _makes.Inputs.Count > 1 && _classes == 0
            ? "; it takes a class label, too: expected --labels K, or K:onehot"
            : string.Empty;
        throw new SettingsException($"{_generator.File}: {why}{labels}");
    }

    // Labels may be told to it in another form than to the generator.
    private ForeignNetwork Judging(LabelForm[] forms, IReadOnlyList<long> item)
    {
        ForeignNetwork[] told = [.. forms.Select(form => _discriminator with { Labels = form, Classes = _classes })];
        return Array.Find(told, network => ForeignLooks.ScoreShape(network, _judges, item, out _) is not null)
            ?? told[0];
    }

    private static (string? Shape, LatentLaw Law) Latent(string? text) => text?.Split(':') switch
    {
        [var shape, "normal"] => (shape, LatentLaw.Normal),
        [var shape, "uniform"] => (shape, LatentLaw.Uniform),
        [_, var law] => throw SettingsException.Unknown("the law of a latent vector", law, ["normal", "uniform"]),
        _ => (text, LatentLaw.Normal),
    };

    // A network that is told class labels; null where none is.
    private ForeignNetwork? Labelled =>
        ForeignLooks.TakesLabels(_generator, _makes, isGenerator: true) ? _generator
        : ForeignLooks.TakesLabels(_discriminator, _judges, isGenerator: false) ? _discriminator
        : null;

    private long[] Judged(IReadOnlyList<long> item) =>
        ForeignLooks.Judged(_discriminator, _judges, item);

    private IReadOnlyList<long> Latents() =>
        _generator.LatentParts() is [var only] ? only : [_generator.Latent];

    private ScoreForm Scores(string? output, IReadOnlyList<long> item)
    {
        var form = output switch
        {
            "logits" => ScoreForm.Logit,
            "probability" => ScoreForm.Probability,
            null => ForeignLooks.Scores(_discriminator, _judges, item),
            _ => throw SettingsException.Unknown("what scores are", output, ["logits", "probability"]),
        };
        if (output is null)
        {
            Notes.Add($"{_discriminator.File}: its scores are taken for "
                + (form == ScoreForm.Logit ? "logits" : "probabilities, of which the logit is the score")
                + "; --output says otherwise");
        }

        return form;
    }

    // An archive of torch.export is run operator by operator; libtorch's executor of programs has been wrong.
    private void Differentiate(
        ForeignNetwork network, Player player, ForeignModule module, IReadOnlyList<long> shape)
    {
        if (network is INamesProgram)
        {
            Notes.AddRange(ForeignDerivatives.Check(network, player, module, shape)
                .Select(note => $"{network.File}: {note}"));
        }
    }

    private ImportedPlayer Judge(IReadOnlyList<long> item)
    {
        var scores = ForeignLooks.ScoreShape(_discriminator, _judges, item, out var why)
            ?? throw new SettingsException(
                $"{_discriminator.File}: on items [n, {string.Join(", ", item)}], as {_generator.File} makes them, "
                + why);
        return Of("discriminator", _discriminator, _judges, item, scores);
    }
}
