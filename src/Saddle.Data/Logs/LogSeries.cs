namespace Saddle.Data.Logs;

/// <summary>Collects a log that writes a value at a time, each with its name and its step.</summary>
internal sealed class LogSeries
{
    private readonly Dictionary<string, (List<LogPoint> Points, int Missing)> _series = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Takes a value.</summary>
    /// <param name="name">Its series.</param>
    /// <param name="step">Its step; null where the log does not say.</param>
    /// <param name="value">The value; null where it is no number.</param>
    public void Add(string name, double? step, double? value)
    {
        if (!_series.TryGetValue(name, out var series))
        {
            series = ([], 0);
            _names.Add(name);
        }

        if (value is { } number)
        {
            series.Points.Add(new(step ?? double.NaN, number));
        }

        _series[name] = value is null ? series with { Missing = series.Missing + 1 } : series;
    }

    /// <summary>The curves, in the order in which their names came.</summary>
    public IReadOnlyList<Curve> Curves() =>
        [.. _names.Select(n => new Curve(n, _series[n].Points) { Missing = _series[n].Missing })];
}
