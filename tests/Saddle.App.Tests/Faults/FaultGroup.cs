namespace Saddle.App.Tests.Faults;

/// <summary>Tests that run commands in the tests' own process, one after another and beside no other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultGroup : ICollectionFixture<Workplace>
{
    /// <summary>The group's name.</summary>
    public const string Name = "faults";
}
