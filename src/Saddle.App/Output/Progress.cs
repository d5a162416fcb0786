using System.Globalization;

namespace Saddle.App.Output;

/// <summary>A line on the terminal that tells the share done, the rate and the time left.</summary>
public sealed class Progress : IProgress<double>, IDisposable
{
    private readonly string _what;
    private readonly bool _shown;
    private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private long _next;

    internal Progress(string what, bool shown)
    {
        (_what, _shown) = (what, shown);
    }

    /// <inheritdoc/>
    public void Report(double value)
    {
        lock (_lock)
        {
            if (!_shown || _clock.ElapsedMilliseconds < _next || value <= 0)
            {
                return;
            }

            _next = _clock.ElapsedMilliseconds + 200;
            var left = _clock.Elapsed.TotalSeconds * (1 - value) / value;
            Console.Error.Write(
                string.Create(CultureInfo.InvariantCulture, $"\r{_what}: {value:P0}, {Duration(left)} left \u001b[K"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }

    /// <summary>A time in words.</summary>
    /// <param name="seconds">The time.</param>
    internal static string Duration(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };
}
