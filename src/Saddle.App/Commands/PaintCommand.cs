using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
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
        var sentences = call.Get(_sentences);
        var pictures = painter.Paint(sentences, (ulong)call.Get(_seed), (int)call.Get(_draws));
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "paint", run.Configuration.Settings.Name);
        var sheet = folder.Write("sheet.png", PngWriter.Write(SentencePainter.Sheet(pictures)));
        var asked = ShapeRequest.Of(sentences);
        var shown = painter.Ground is { } ground ? pictures.Select(picture => ShapeReader.Read(picture, ground)) : [];
        var seen = shown.Select(shape => (Asked: asked, Shown: shape)).ToList();
        var agreement = seen.Count == 0 ? null : new ShapeAgreement(seen);
        var rejected = seen.Count == 0 ? (double?)null : seen.Count(pair => pair.Shown is null) / (double)seen.Count;
        var document = new
        {
            Run = call.Get(_run),
            painter.Step,
            painter.Averaged,
            Seed = call.Get(_seed),
            Sentences = sentences,
            Draws = pictures.Count,
            Sheet = sheet,
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
                Terminal.Line(console, $"{sheet}: {pictures.Count} draws");
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
        return ExitStatus.Done;
    }
}
