namespace Saddle.App.Tests.Support;

/// <summary>Tests that measure this process itself, one after another and beside no other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneGroup
{
    /// <summary>The group's name.</summary>
    public const string Name = "alone";
}
