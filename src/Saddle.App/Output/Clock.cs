using System.Diagnostics;

namespace Saddle.App.Output;

/// <summary>
/// The time of a command by the user's clock: from the start of the process on, in parts that follow each other and so
/// add up to the whole.
/// </summary>
public sealed class Clock
{
    /// <summary>What went before the command: the runtime, and the reading of the command line.</summary>
    public const string Start = "start";

    // Asked for at the end: it takes some milliseconds.
    private readonly Lazy<TimeSpan> _before;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly OrderedDictionary<string, TimeSpan> _parts = new(StringComparer.Ordinal);
    private (string Name, TimeSpan Since) _current = (Start, TimeSpan.Zero);

    /// <summary>Begins with the part that went before.</summary>
    public Clock()
    {
        var now = TimeProvider.System.GetLocalNow().DateTime;
        _before = new(() => Before(now));
    }

    /// <summary>Begins the next part, with which the last one ends; a part that comes again is added to.</summary>
    /// <param name="part">What is done now, in a word.</param>
    public void Begin(string part)
    {
        var now = Stopwatch.GetElapsedTime(_began);
        _parts[_current.Name] = _parts.GetValueOrDefault(_current.Name) + now - _current.Since;
        _current = (part, now);
    }

    /// <summary>The time until now.</summary>
    public Times Read()
    {
        Begin(_current.Name);
        var parts = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, time) in _parts)
        {
            parts[name] = Rounded(name == Start ? time + _before.Value : time);
        }

        return new(Rounded(_current.Since + _before.Value), parts);
    }

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 4);

    // The system tells the start to a hundredth of a second, and may set its clock.
    private static TimeSpan Before(DateTime now)
    {
        using var process = Process.GetCurrentProcess();
        var before = now - process.StartTime;
        return before > TimeSpan.Zero ? before : TimeSpan.Zero;
    }
}
