namespace Saddle.App.Tests.Support;

/// <summary>Tests that need something.</summary>
/// <param name="missing">What is missing, and how to get it; null where it is there.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class NeedingTheoryAttribute(string? missing) : TheoryAttribute
{
    /// <inheritdoc/>
    public override string? Skip
    {
        get => field ?? missing;
        set;
    }
}
