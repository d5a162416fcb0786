using Saddle.Catalog;

namespace Misdeclared;

/// <summary>A family whose entries have names of two parts, as claims have.</summary>
[Family(Names = "paper/id")]
public abstract record Statement;
