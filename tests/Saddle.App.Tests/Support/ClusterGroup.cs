namespace Saddle.App.Tests.Support;

/// <summary>Tests on a Slurm: one after the other, on one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterGroup
{
    public const string Name = "cluster";
}
