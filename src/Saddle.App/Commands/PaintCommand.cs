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
    private readonly Option<long> _like;
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
        _like = DeclareCount(
            "--like", "paint what the data say of the item of this number, from 0, in the place of sentences", -1, 0);
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
        var sentences = Sentences(call, painter);
        var pictures = painter.Paint(sentences, (ulong)call.Get(_seed), (int)call.Get(_draws));
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "paint", run.Configuration.Settings.Name);
        var sheet = folder.Write("sheet.png", PngWriter.Write(SentencePainter.Sheet(pictures)));
        var files = call.Get(_each) ? pictures.Index().Select(draw => Written(folder, draw)).ToList() : null;
        Tell(call, folder, painter, new(sentences, pictures, sheet, files));
        return ExitStatus.Done;
    }

    private IReadOnlyList<string> Sentences(Invocation call, SentencePainter painter)
    {
        var given = call.Get(_sentences);
        return call.Get(_like) is not (>= 0 and var item) ? given
            : given.Length == 0 ? painter.SentencesOf(item)
            : throw new SettingsException("--like: sentences are given, too; expected one or the other");
    }

    private static string Written(OutputFolder folder, (int Index, Image Picture) draw) => folder.Write(
        string.Create(CultureInfo.InvariantCulture, $"draw-{draw.Index + 1}.png"), PngWriter.Write(draw.Picture));

    private void Tell(Invocation call, OutputFolder folder, SentencePainter painter, Painted painted)
    {
        var shown = painter.Ground is { } ground
            ? painted.Pictures.Select(picture => ShapeReader.Read(picture, ground)).ToList()
            : null;
        var asked = ShapeRequest.Of(painted.Sentences);
        var agreement = shown is null ? null : new ShapeAgreement(shown.Select(shape => (asked, shape)));
        var rejected = shown?.Count(shape => shape is null) / (double?)shown?.Count;
        var document = new
        {
            Run = call.Get(_run),
            painter.Step,
            painter.Averaged,
            Seed = call.Get(_seed),
            painted.Sentences,
            Reads = painter.SentenceCount,
            Draws = painted.Pictures.Count,
            painted.Sheet,
            painted.Files,
            Shown = shown?.Select(shape => shape is null ? null : ShapeCaption.Of(shape).Phrase),
            Agrees = shown?.Select(asked.Agrees),
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
                Terminal.Line(console, $"{painted.Sheet}: {painted.Pictures.Count} draws");
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

    private sealed record Painted(
        IReadOnlyList<string> Sentences, IReadOnlyList<Image> Pictures, string Sheet, IReadOnlyList<string>? Files);
}
