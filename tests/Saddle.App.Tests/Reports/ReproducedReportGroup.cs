namespace Saddle.App.Tests.Reports;

/// <summary>The tests that look at one reproduction.</summary>
[CollectionDefinition(Name)]
public sealed class ReproducedReportGroup : ICollectionFixture<ReproducedReport>
{
    /// <summary>The group's name.</summary>
    public const string Name = "reproduced report";
}
