using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Papers;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle spectrum GAME</c>: the linearisation of one update, and what it predicts.</summary>
public sealed class SpectrumCommand : TheoryCommand
{
    private readonly Option<string?> _at;
    private readonly Option<long> _steps;

    /// <summary>Declares the options.</summary>
    public SpectrumCommand()
        : base("spectrum", "the eigenvalues of one update at the equilibrium, and the verdict they predict", "spectrum dirac-gan --rule alternating --set penalty=r1")
    {
        _at = Declare(new Option<string?>("--at") { Description = "the state to linearise at: numbers separated by commas (default: the game's equilibrium)" });
        _steps = DeclareCount("--steps", "the number of updates that the predicted verdict is for", 2000);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var subject = Read(call);
        double[] at = call.Get(_at) is { } text ? ReadState("--at", text) : [];
        if (at.Length > 0 && at.Length != subject.Game.StateSize)
        {
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"--at has {at.Length} numbers, but {subject.GameEntry.Name} has {subject.Game.StateSize} coordinates"));
        }

        var spectrum = Decline.AsBadInput(() => Spectrum.Of(subject.Game, subject.Rule, at));
        var rate = spectrum.Rate + 0.0; // a radius of 1 gives -0
        var known = at.Length == 0 ? ClosedForm.Find(subject.Game, subject.Rule) : null;
        var document = new
        {
            Game = subject.GameEntry.Name,
            Rule = subject.RuleEntry.Name,
            Settings = subject.Settings(),
            Equilibrium = spectrum.At,
            Eigenvalues = spectrum.Eigenvalues.Select(e => new { Re = e.Real, Im = e.Imaginary }).ToList(),
            spectrum.Radius,
            Rate = rate,
            Verdict = spectrum.Predict(call.Get(_steps)),
            spectrum.Approach,
            ClosedForm = known is null ? null : new { known.Radius, known.Source },
            spectrum.LocalNash,
            spectrum.Note,
        };
        subject.Folder?.Write("result.json", Terminal.Serialize(document));
        call.Out.Result(document, console =>
        {
            if (spectrum.Radius is null)
            {
                console.WriteLine($"no spectrum: {spectrum.Note}");
                return;
            }

            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{document.Verdict}, {spectrum.Approach}: spectral radius {spectrum.Radius:G9}, rate {rate:G6} an update").ToLowerInvariant());
            if (known is not null)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed form {known.Radius:G9} ({known.Source})"));
            }

            foreach (var e in spectrum.Eigenvalues.Take(12))
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {e.Real,12:G8} {(e.Imaginary < 0 ? '-' : '+')} {Math.Abs(e.Imaginary):G8} i   modulus {e.Magnitude:G9}"));
            }

            console.WriteLine($"local Nash equilibrium: {(spectrum.LocalNash is { } nash ? (nash ? "yes" : "no") : "undecided (a curvature is 0)")}");
            if (spectrum.Note is not null)
            {
                console.WriteLine($"note: {spectrum.Note}");
            }
        });
        return ExitStatus.Done;
    }
}
