using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.House;

/// <summary>The repository's source files, as they lie on the disk.</summary>
internal static class Sources
{
    private static readonly string[] Kinds =
        [".cs", ".ts", ".cpp", ".h", ".sh", ".py", ".mjs", ".css", ".html"];

    private static readonly string[] Folders = ["benchmarks", "eng", "native", "src", "tests", "ui"];

    private static readonly string[] Scripts = ["saddle", "test", ".ci/run"];

    // What is built or fetched, and what is written by a program.
    private static readonly string[] Foreign = ["bin", "obj", "artifacts", "node_modules", "dist"];

    private static readonly string[] Generated = ["ui/src/lab/api.ts"];

    /// <summary>Every source file, by its path from the repository's folder.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Folders.SelectMany(Below).Where(path => Kinds.Contains(Path.GetExtension(path), StringComparer.Ordinal)),
        .. Scripts.Where(path => File.Exists(Path.Combine(Repository.Folder, path))),
    ];

    private static readonly ConcurrentDictionary<string, CompilationUnitSyntax> Roots = new(StringComparer.Ordinal);

    /// <summary>The C# files below a folder, parsed.</summary>
    /// <param name="folder">The path from the repository's folder.</param>
    public static IEnumerable<(string Path, CompilationUnitSyntax Root)> Parsed(string folder) => All
        .Where(path =>
            path.StartsWith($"{folder}/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
        .Select(path => (path, Roots.GetOrAdd(
            path, static at => Parse(File.ReadAllText(Path.Combine(Repository.Folder, at))))));

    /// <summary>A C# file's syntax.</summary>
    /// <param name="text">Its text.</param>
    public static CompilationUnitSyntax Parse(string text) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();

    /// <summary>The types that a file declares at its top.</summary>
    /// <param name="root">The file.</param>
    public static IReadOnlyList<MemberDeclarationSyntax> TopLevelTypes(CompilationUnitSyntax root) =>
    [
        .. root.Members
            .SelectMany(member => member is BaseNamespaceDeclarationSyntax space ? space.Members : [member])
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax),
    ];

    /// <summary>
    /// The methods, constructors and operators of a file, each with its lines: attributes do not count.
    /// </summary>
    /// <param name="root">The file.</param>
    public static IEnumerable<(string Name, int Line, int Lines)> Methods(CompilationUnitSyntax root) => root
        .DescendantNodes()
        .OfType<BaseMethodDeclarationSyntax>()
        .Select(method => (Name(method), Line(Start(method)), 1 + Line(method.GetLastToken()) - Line(Start(method))));

    private static IEnumerable<string> Below(string folder)
    {
        var full = Path.Combine(Repository.Folder, folder);
        return Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Folder, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(Foreign, StringComparer.Ordinal).Any())
            .Except(Generated, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }

    private static SyntaxToken Start(BaseMethodDeclarationSyntax method) => method.AttributeLists.Count == 0
        ? method.GetFirstToken()
        : method.AttributeLists[^1].GetLastToken().GetNextToken();

    private static int Line(SyntaxToken token) => 1 + token.GetLocation().GetLineSpan().StartLinePosition.Line;

    private static string Name(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };
}
