namespace Saddle.Metrics;

/// <summary>How a metric takes the rows of features.</summary>
public enum FeatureRows
{
    /// <summary>As they are.</summary>
    Raw,

    /// <summary>Each divided by its length; a row of zeros stays one.</summary>
    Unit,
}
