namespace Saddle.Data.Formats;

/// <summary>What a <see cref="SavedValue"/> is.</summary>
public enum SavedKind
{
    /// <summary>A number, a text, nothing, or a list of such.</summary>
    Plain,

    /// <summary>A tensor.</summary>
    Array,

    /// <summary>A tensor of a kind that is not read: sparse, quantised, complex ...</summary>
    OtherArray,

    /// <summary>A dictionary, or an object that is one.</summary>
    Map,

    /// <summary>A list or tuple.</summary>
    List,

    /// <summary>An object of some class, which was not made; its entries are its attributes.</summary>
    Object,
}
