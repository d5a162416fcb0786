namespace Saddle.Catalog;

/// <summary>Marks the base type of a family of catalogue entries: games, rules, claims ...</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FamilyAttribute : Attribute
{
    /// <summary>
    /// An example of its entries' names: lower-case letters and digits, joined by hyphens, in as many parts between
    /// slashes as the example has.
    /// </summary>
    public string Names { get; set; } = "two-gaussians";
}
