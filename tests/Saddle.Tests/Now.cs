namespace Saddle.Tests;

/// <summary>
/// Progress told on the spot: the library's own type posts it to another thread, where it comes too late to act on.
/// </summary>
/// <param name="told">What to do with each share.</param>
internal sealed class Now(Action<double> told) : IProgress<double>
{
    public void Report(double value) => told(value);
}
