using System.Text.Json.Serialization;

namespace Saddle.Figures;

/// <summary>Something drawn on a pair of axes.</summary>
/// <param name="Name">The name in the legend; empty to leave it out.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Points), "points")]
[JsonDerivedType(typeof(Bars), "bars")]
[JsonDerivedType(typeof(HeatMap), "heatmap")]
[JsonDerivedType(typeof(Arrows), "arrows")]
public abstract record Trace(string Name);
