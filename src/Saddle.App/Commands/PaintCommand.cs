using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Images;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle paint RUN SENTENCE...</c>: a sheet of what a run's generator makes of sentences; where what is drawn can
/// be read off, how often it is what was asked for.
/// </summary>
[Command(
    "paint",
    "paints what sentences say with a run's generator, several draws on one sheet; of drawn shapes it says how often "
    + "they are what was asked for",
    "paint runs/train-captions-text-001 \"there is a square\" \"it is red\" \"it lies at the top left\" --draws 16")]
public sealed class PaintCommand : AppCommand
{
    private readonly Argument<string> _run;
    private readonly Argument<string[]> _sentences;
    private readonly Option<long> _draws;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _checkpoint;
    private readonly Option<bool> _each;
    private readonly Option<long?> _like;
    private readonly Option<long?> _heldOut;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public PaintCommand()
    {
        _run = DeclareArgument<string>("run", "a run's folder");
        _sentences = DeclareArgument<string[]>(
            "sentence", "what is asked for, in the order in which it is read", ArgumentArity.ZeroOrMore);
        _draws = DeclareCount("--draws", "how often it is painted", 16, 1, 10_000);
        _seed = DeclareCount("--seed", "the seed of the draws", 1, 0);
        _out = DeclareText("--out", "the folder to write to (default: runs/paint-NAME-NNN)");
        _checkpoint = DeclareText("--checkpoint", "last or best (default: last), or a file");
        _each = DeclareFlag("--each", "write each draw as a picture of its own, too");
        _like = DeclareOptionalCount(
            "--like", "paint what the data say of the item of this number, from 0, in the place of sentences", 0);
        _heldOut = DeclareOptionalCount(
            "--held-out",
            "paint what is said of so many pictures of the data's part for tests, each behind the true picture",
            1,
            1000);
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Clock.Begin("reading");
        var run = Arguments.OpenRun(call.Get(_run), call.Get(_trust));
        using var painter = new SentencePainter(run, DataFolder.FromEnvironment(), call.Get(_checkpoint) ?? "last");
        call.Clock.Begin("painting");
        var (seed, draws) = ((ulong)call.Get(_seed), (int)call.Get(_draws));
        var rows = Asked(call, painter)
            .Select(asked =>
                new Row(asked.Item, asked.Sentences, asked.True, painter.Paint(asked.Sentences, seed, draws)))
            .ToList();
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "paint", run.Configuration.Settings.Name);
        List<Image> shown = [.. rows.SelectMany(row => row.True is { } real ? [real, .. row.Pictures] : row.Pictures)];
        var sheet = folder.Write("sheet.png", PngWriter.Write(SentencePainter.Sheet(shown, InRow(rows))));
        var files = call.Get(_each)
            ? rows.SelectMany(row => row.Pictures).Index().Select(draw => Written(folder, draw)).ToList()
            : null;
        Tell(call, folder, painter, new(rows, sheet, files));
        return ExitStatus.Done;
    }

    // What is asked for: sentences that are given, those of an item, or those of held-out pictures, with the pictures.
    private IEnumerable<(long? Item, IReadOnlyList<string> Sentences, Image? True)> Asked(
        Invocation call, SentencePainter painter)
    {
        if (call.Get(_heldOut) is not { } count)
        {
            return [(null, Sentences(call, painter), null)];
        }

        return call.Get(_sentences).Length == 0 && call.Get(_like) is null
            ? painter.HeldOut((int)count).Select(row => ((long?)row.Item, row.Sentences, (Image?)row.True))
            : throw new SettingsException("--held-out: sentences or --like are given, too; expected one of them");
    }

    // Behind a true picture are its draws; as many such groups in a row as make the sheet about square.
    private static int? InRow(List<Row> rows) => rows[0].True is null ? null
        : (rows[0].Pictures.Count + 1) * Math.Max(1, (int)Math.Sqrt(rows.Count / (rows[0].Pictures.Count + 1.0)));

    private IReadOnlyList<string> Sentences(Invocation call, SentencePainter painter)
    {
        var given = call.Get(_sentences);
        return call.Get(_like) is not { } item ? given
            : given.Length == 0 ? painter.SentencesOf(item)
            : throw new SettingsException("--like: sentences are given, too; expected one or the other");
    }

    private static string Written(OutputFolder folder, (int Index, Image Picture) draw) => folder.Write(
        string.Create(CultureInfo.InvariantCulture, $"draw-{draw.Index + 1}.png"), PngWriter.Write(draw.Picture));

    private void Tell(Invocation call, OutputFolder folder, SentencePainter painter, Painted painted)
    {
        var read = painter.Ground is { } ground ? painted.Rows.SelectMany(row => Read(row, ground)).ToList() : null;
        var agreement = read is null ? null : new ShapeAgreement(read);
        var rejected = read?.Count(pair => pair.Shown is null) / (double?)read?.Count;
        var draws = painted.Rows.Sum(row => row.Pictures.Count);
        var document = new
        {
            Run = call.Get(_run),
            painter.Step,
            painter.Averaged,
            Seed = call.Get(_seed),
            painted.Rows[0].Sentences,
            Reads = painter.SentenceCount,
            Draws = draws,
            painted.Sheet,
            painted.Files,
            HeldOut = call.Get(_heldOut) is null ? null : painted.Rows.Select(row => new { row.Item, row.Sentences }),
            Shown = read?.Select(pair => pair.Shown is { } shape ? ShapeCaption.Of(shape).Phrase : null),
            Agrees = read?.Select(pair => pair.Asked.Agrees(pair.Shown)),
            Rejected = rejected,
            Agreement = agreement?.Figures.ToDictionary(
                figure => figure.Name, figure => figure.Value, StringComparer.Ordinal),
            Note = agreement is null
                ? "nothing can be read off these pictures: look at them"
                : "read off the pictures without training; what shows no drawn shape is rejected and agrees in nothing",
        };
        call.Result(
            document,
            console =>
            {
                Terminal.Line(console, $"{painted.Sheet}: {draws} draws");
                if (agreement is not null)
                {
                    Terminal.Line(
                        console,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{rejected:P1} are no drawn shape; {agreement.InWords}"));
                }
            },
            folder);
    }

    private static IEnumerable<(ShapeRequest Asked, ShapeFactors? Shown)> Read(Row row, ShapeGround ground)
    {
        var asked = ShapeRequest.Of(row.Sentences);
        return row.Pictures.Select(picture => (asked, ShapeReader.Read(picture, ground)));
    }

    private sealed record Row(
        long? Item, IReadOnlyList<string> Sentences, Image? True, IReadOnlyList<Image> Pictures);

    private sealed record Painted(IReadOnlyList<Row> Rows, string Sheet, IReadOnlyList<string>? Files);
}
