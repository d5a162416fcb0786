using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Papers;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle spectrum GAME</c>: the linearisation of one update, and what it predicts.</summary>
[Command(
    "spectrum",
    "the eigenvalues of one update at the equilibrium, and the verdict they predict",
    "spectrum dirac-gan --rule alternating --set penalty=r1")]
public sealed class SpectrumCommand : TheoryCommand
{
    // Of more eigenvalues the others are in the JSON.
    private const int Shown = 12;

    private readonly Option<string?> _at;
    private readonly Option<long> _steps;

    /// <summary>Declares the options.</summary>
    public SpectrumCommand()
    {
        _at = DeclareText(
            "--at",
            "the state to linearise at: numbers separated by commas (default: the game's equilibrium)");
        _steps = DeclareCount("--steps", "the number of updates that the predicted verdict is for", 2000);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var subject = Read(call);
        double[] at = call.Get(_at) is { } text ? Arguments.ReadState("--at", text) : [];
        if (at.Length > 0 && at.Length != subject.Game.StateSize)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--at has {at.Length} numbers, but {subject.GameEntry.Name} has {subject.Game.StateSize} "
                + $"coordinates"));
        }

        call.Clock.Begin("predicting");
        var spectrum = Decline.AsBadInput(() => Spectrum.Of(subject.Game, subject.Rule, at));
        var document = new SpectrumDocument(
            subject.GameEntry.Name,
            subject.RuleEntry.Name,
            subject.Settings(),
            spectrum.At,
            [.. spectrum.Eigenvalues.Select(e => new Eigenvalue(e.Real, e.Imaginary))],
            spectrum.Radius,
            spectrum.Rate + 0.0, // a radius of 1 gives -0
            spectrum.Predict(call.Get(_steps)),
            spectrum.Approach,
            at.Length == 0 ? ClosedForm.Find(subject.Game, subject.Rule) : null,
            spectrum.LocalNash,
            spectrum.Note);
        call.Result(document, console => Show(console, document), subject.Folder);
        return ExitStatus.Done;
    }

    private static void Show(IAnsiConsole console, SpectrumDocument document)
    {
        if (document.Radius is null)
        {
            console.WriteLine($"no spectrum: {document.Note}");
            return;
        }

        var verdict = $"{document.Verdict}, {document.Approach}".ToLowerInvariant();
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict}: spectral radius {document.Radius:G9}, rate {document.Rate:G6} an update").ToLowerInvariant());
        if (document.ClosedForm is { } known)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"closed form {known.Radius:G9} ({known.Source})"));
        }

        foreach (var e in document.Eigenvalues.Take(Shown))
        {
            var (sign, modulus) = (e.Im < 0 ? '-' : '+', new Complex(e.Re, e.Im).Magnitude);
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {e.Re,12:G8} {sign} {Math.Abs(e.Im):G8} i   modulus {modulus:G9}"));
        }

        console.WriteLine($"local Nash equilibrium: {document.LocalNash switch
        {
            true => "yes",
            false => "no",
            null => "undecided (a curvature is 0)",
        }}");
        if (document.Note is not null)
        {
            console.WriteLine($"note: {document.Note}");
        }
    }
}
