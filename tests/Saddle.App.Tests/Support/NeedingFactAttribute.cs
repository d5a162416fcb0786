namespace Saddle.App.Tests.Support;

/// <summary>A test that needs something.</summary>
/// <param name="missing">What is missing, and how to get it; null where it is there.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class NeedingFactAttribute(string? missing) : FactAttribute
{
    /// <inheritdoc/>
    public override string? Skip
    {
        get => field ?? missing;
        set;
    }
}
