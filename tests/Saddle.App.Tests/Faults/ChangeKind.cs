namespace Saddle.App.Tests.Faults;

/// <summary>What a program does to files; the letters are those of <c>faults.c</c>.</summary>
internal enum ChangeKind
{
    None = 0,
    Create = 'C',
    Write = 'W',
    Length = 'L',
    Rename = 'R',
    Sync = 'S',
    Delete = 'D',
    Folder = 'F',
}
