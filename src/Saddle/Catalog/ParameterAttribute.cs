namespace Saddle.Catalog;

/// <summary>Declares a constructor parameter (or an inherited property) of a catalogue entry as a setting.</summary>
/// <param name="doc">What it means, in one line.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public class ParameterAttribute(string doc) : Attribute
{
    /// <summary>What it means, in one line.</summary>
    public string Doc { get; } = doc;

    /// <summary>The least value allowed; of a list, of each of its numbers.</summary>
    public double Min { get; set; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed; of a list, of each of its numbers.</summary>
    public double Max { get; set; } = double.PositiveInfinity;

    /// <summary>A word that says the greatest value, beside its number: all, say; null for none.</summary>
    public string? MaxWord { get; set; }

    /// <summary>The default of a list, whose default the language cannot state: numbers separated by commas.</summary>
    public string? Default { get; set; }

    /// <summary>A word of an enumeration that this setting does not take, by its name in the language.</summary>
    public string? Without { get; set; }

    /// <summary>The number of entries a list must have; 0 for any number, none included.</summary>
    public int Length { get; set; }

    /// <summary>
    /// Whether a text is the path of a file or a folder: its kind is then path, and the laboratory, which takes no
    /// paths from requests, refuses it.
    /// </summary>
    public bool IsPath { get; set; }
}
