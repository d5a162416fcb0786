using System.Security.Cryptography;
using System.Text;

namespace Saddle.Metrics;

/// <summary>
/// A sanity check of metrics: samples of known laws along some curves, and what is expected of a figure there.
/// </summary>
public sealed record SanityCheck
{
    internal SanityCheck(string name, string title, string axis, params IReadOnlyList<SanityLaw> laws) =>
        (Name, Title, Axis, Laws) = (name, title, axis, laws);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its title, as published.</summary>
    public string Title { get; }

    /// <summary>What runs along its curves.</summary>
    public string Axis { get; }

    /// <summary>Whether it is one of those published by Räisä et al. 2025.</summary>
    public bool IsPublished { get; internal init; } = true;

    /// <summary>How many pairs of samples are measured, once.</summary>
    public int Count => Laws.Sum(law => law.X.Count);

    /// <summary>What it is judged by, in order.</summary>
    public IEnumerable<string> Desiderata =>
        Criteria.Select(criterion => criterion.Desideratum).Distinct(StringComparer.Ordinal);

    internal IReadOnlyList<SanityLaw> Laws { get; }

    internal IReadOnlyList<SanityCriterion> Criteria { get; init; } = [];

    // A check draws the same whatever others there are.
    internal ulong SeedOf(ulong seed) =>
        seed ^ BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Name)));
}
