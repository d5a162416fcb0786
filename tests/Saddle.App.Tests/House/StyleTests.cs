using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saddle.App.Tests.House;

/// <summary>What of the style neither a build nor the formatter of white space sees.</summary>
public sealed class StyleTests
{
    [Fact]
    public void Imports_are_in_order_and_nothing_is_qualified_by_this()
    {
        var wrong = (from folder in (string[])["src", "tests", "benchmarks"]
                     from file in Sources.Parsed(folder)
                     let told = Wrong(file.Root)
                     select (file.Path, Told: told)).ToList();
        Assert.True(wrong.Count > 1000, $"only {wrong.Count} files were found");
        Assert.Empty(wrong.Where(file => file.Told is not null).Select(file => $"{file.Path}: {file.Told}"));
    }

    [Theory]
    [InlineData("using System; using System.IO; using A.B; using A.b.C; using static System.Math; using X = A;", null)]
    [InlineData("using A.B; using System;", "'using System;' comes too late")]
    [InlineData("using B; using A;", "'using A;' comes too late")]
    [InlineData("using static A.B; using B;", "'using B;' comes too late")]
    [InlineData("using X = A.B; using static A.B;", "'using static A.B;' comes too late")]
    [InlineData("class C { int x; int P => this.x; }", "'this.x'")]
    [InlineData("class C { int x; C(int x) => this.x = x; }", null)]
    [InlineData("record R(double X) { R(int X) { this.X = X; } C D => this; }", null)]
    public void Style_is_judged_as_the_formatter_judges_it(string text, string? told) =>
        Assert.Equal(told, Wrong(Sources.Parse(text)));

    private static string? Wrong(CompilationUnitSyntax root)
    {
        var usings = root.Usings.Select(line => line.ToString()).ToList();
        var sorted = root.Usings.OrderBy(Group)
            .ThenBy(line => line.Alias?.ToString() ?? line.Name!.ToString(), StringComparer.OrdinalIgnoreCase)
            .Select(line => line.ToString())
            .ToList();
        return usings.SequenceEqual(sorted, StringComparer.Ordinal)
            ? root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(IsNeedless)
                .Select(access => $"'{access}'").FirstOrDefault()
            : $"'{sorted.Zip(usings).First(pair => pair.First != pair.Second).First}' comes too late";
    }

    // Namespaces, then types, then other names; of each those of the system first.
    private static int Group(UsingDirectiveSyntax line) =>
        (line.Alias is not null ? 4 : line.StaticKeyword.Text.Length > 0 ? 2 : 0)
        + (line.NamespaceOrType.ToString() is "System" or ['S', 'y', 's', 't', 'e', 'm', '.', ..] ? 0 : 1);

    // It is needed where a parameter has the same name.
    private static bool IsNeedless(MemberAccessExpressionSyntax access) =>
        access.Expression is ThisExpressionSyntax
        && !access.Ancestors().OfType<BaseMethodDeclarationSyntax>()
            .SelectMany(method => method.ParameterList.Parameters)
            .Any(parameter => parameter.Identifier.Text == access.Name.Identifier.Text);
}
