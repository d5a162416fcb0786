namespace Saddle.Data.Formats;

/// <summary>
/// Functions of Python that no saved tensor needs and that run what they are given, wherever the pickle is loaded.
/// </summary>
internal static class TorchDanger
{
    private static readonly HashSet<string> Modules = new(StringComparer.Ordinal)
    {
        "os", "posix", "nt", "subprocess", "commands", "sys", "shutil", "socket", "pty", "runpy", "importlib",
        "ctypes", "webbrowser", "pip", "timeit", "pdb", "bdb",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "eval", "exec", "execfile", "compile", "open", "input", "breakpoint", "apply", "__import__",
    };

    /// <summary>Whether a pickle that names this would run something.</summary>
    public static bool IsIn(PickleGlobal global) =>
        Modules.Contains(global.Module.Split('.')[0])
        || (global.Module is "builtins" or "__builtin__" && Functions.Contains(global.Name));
}
