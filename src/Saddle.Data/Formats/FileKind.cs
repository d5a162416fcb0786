namespace Saddle.Data.Formats;

/// <summary>What lies at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or what cannot be looked at.</summary>
    None,

    /// <summary>A file of bytes that stay.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe: whoever opens it waits until somebody writes.</summary>
    Pipe,

    /// <summary>A device: it may have no end.</summary>
    Device,

    /// <summary>A socket, or something newer.</summary>
    Other,
}
