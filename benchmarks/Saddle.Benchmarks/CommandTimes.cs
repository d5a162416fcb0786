namespace Saddle.Benchmarks;

/// <summary>What one contender took.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Contender">Who.</param>
/// <param name="Width">At which width of vectors.</param>
/// <param name="Updates">How many million updates it made; 0 where they are not counted.</param>
internal sealed record CommandTimes(string Workload, string Contender, string Width, double Updates)
{
    /// <summary>The seconds by the clock, turn by turn.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>The seconds of processor time, turn by turn.</summary>
    public List<double> Processor { get; } = [];

    /// <summary>Why it could not run; null where it could.</summary>
    public string? Absent { get; set; }

    /// <summary>The median by the clock; NaN where it did not run.</summary>
    public double Median =>
        Absent is null && Seconds.Count > 0 ? Seconds.Order().ElementAt(Seconds.Count / 2) : double.NaN;
}
