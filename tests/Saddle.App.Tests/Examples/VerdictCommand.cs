using System.CommandLine;
using System.Globalization;
using Saddle.Dynamics;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle verdict RADIUS</c>: what a spectral radius says of a run of so many updates.</summary>
[Command("verdict", "what a spectral radius says of a run of so many updates", "verdict 0.99 --steps 2000")]
public sealed class VerdictCommand : AppCommand
{
    private readonly Argument<double> _radius;
    private readonly Option<long> _steps;

    /// <summary>Declares the argument and the option.</summary>
    public VerdictCommand()
    {
        _radius = DeclareArgument(new Argument<double>("radius") { Description = "the spectral radius of one update" });
        _steps = DeclareCount("--steps", "the number of updates", 2000, 1, 1_000_000_000);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var ratio = Math.Pow(call.Get(_radius), call.Get(_steps));
        var answer = new Answer(Thresholds.Judge(ratio, oscillating: true), ratio);
        call.Out.Result(answer, console => console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"{answer.Verdict}: the distance changes by a factor of {ratio:G4}")));
        return ExitStatus.Done;
    }

    private sealed record Answer(Verdict Verdict, double Ratio);
}
