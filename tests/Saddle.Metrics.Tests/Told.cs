namespace Saddle.Metrics.Tests;

/// <summary>Passes on what it is told, at once.</summary>
internal sealed class Told(Action<double> tell) : IProgress<double>
{
    public void Report(double value) => tell(value);
}
