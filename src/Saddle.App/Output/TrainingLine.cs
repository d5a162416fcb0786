using System.Diagnostics;
using System.Globalization;
using Saddle.Gans.Training;

namespace Saddle.App.Output;

/// <summary>A line on the terminal that tells how far a training run is, its rate and the time left.</summary>
internal sealed class TrainingLine : IProgress<TrainingProgress>, IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _shown = !Console.IsErrorRedirected;
    private long _next;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (!_shown || _clock.ElapsedMilliseconds < _next)
        {
            return;
        }

        _next = _clock.ElapsedMilliseconds + 250;
        var left = TimeSpan.FromSeconds((value.Steps - value.Step) / value.StepsPerSecond);
        Console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\rtraining: {value.Step} of {value.Steps}, {value.StepsPerSecond:G4} updates a second, "
            + $"{left:hh\\:mm\\:ss} left \u001b[K"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
