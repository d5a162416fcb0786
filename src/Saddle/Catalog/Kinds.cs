using System.Globalization;
using System.Text.Json;
using Saddle.Scalars;

namespace Saddle.Catalog;

/// <summary>The kinds of settings there are, each in one place: to add one, add a row.</summary>
internal static class Kinds
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<Kind> All { get; } =
    [
        new("number", typeof(double), "double", (text, limits) => ReadNumber(text, limits), WriteNumber)
        {
            Expected = limits => $"a number{limits}",
            HasRange = true,
        },
        new("integer", typeof(int), "int", (text, limits) => ReadInteger(text, limits), Invariant)
        {
            Expected = limits => $"a whole number{limits}",
            HasRange = true,
        },
        new("flag", typeof(bool), "bool", (text, _) => ReadFlag(text), value => (bool)value ? "true" : "false")
        {
            Expected = _ => "true or false",
        },
        new("list", typeof(double[]), "double[]", ReadList, WriteList)
        {
            Refuse = RefuseList,
            HasRange = true,
            HasLength = true,
        },
        new("schedule", typeof(Schedule), "Schedule", (text, limits) => ReadSchedule(text, limits), Invariant)
        {
            Expected = _ => "a learning rate such as 0.1, or a schedule such as 0.1*n^-0.6 or 0.1*(1-n/1000)",
            HasRange = true,
        },
        new("text", typeof(string), "string", (text, _) => text, Invariant),
        new("choice", typeof(Enum), "an enum", ReadChoice, value => Kebab($"{value}"))
        {
            Refuse = (name, text, limits) =>
                SettingsException.Unknown($"a value of {name}", text, limits.Options),
        },
    ];

    /// <summary>The kind of a type; null where no setting can have that type.</summary>
    /// <param name="type">The type.</param>
    public static Kind? Find(Type type) => All.FirstOrDefault(kind => kind.Type == (type.IsEnum ? typeof(Enum) : type));

    /// <summary>A name of the language as settings spell it: lower case, words joined by hyphens.</summary>
    /// <param name="name">The name.</param>
    public static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string WriteNumber(object value) => ((double)value).ToString("R", CultureInfo.InvariantCulture);

    private static string WriteList(object value) =>
        string.Join(",", ((double[])value).Select(number => WriteNumber(number)));

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static double? ReadNumber(string text, Limits limits) =>
        !NumberText.IsAmbiguous(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && limits.Contain(number)
            ? number
            : null;

    private static int? ReadInteger(string text, Limits limits) =>
        !NumberText.IsAmbiguous(text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && limits.Contain(number)
            ? number
            : null;

    private static bool? ReadFlag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private static Schedule? ReadSchedule(string text, Limits limits) =>
        !NumberText.IsAmbiguous(text)
        && Schedule.TryParse(text, out var schedule)
        && limits.Contain(schedule.Scale)
            ? schedule
            : null;

    private static object? ReadChoice(string text, Limits limits) =>
        limits.Choices.FirstOrDefault(name => Kebab(name) == text) is { } name
            ? Enum.Parse(limits.Type, name)
            : null;

    private static double[]? ReadList(string text, Limits limits)
    {
        if (text.Length == 0 && limits.Length == 0)
        {
            return [];
        }

        var numbers = ReadNumbers(text, limits);
        return numbers.Contains(null) || (limits.Length != 0 && numbers.Length != limits.Length)
            ? null
            : Array.ConvertAll(numbers, number => number!.Value);
    }

    private static double?[] ReadNumbers(string text, Limits limits) =>
        Array.ConvertAll(text.Split(','), part => ReadNumber(part, limits));

    // The first part that is no number is named, where there is one; else their count is wrong.
    private static SettingsException RefuseList(string name, string text, Limits limits)
    {
        var bad = Array.IndexOf(ReadNumbers(text, limits), null);
        return bad >= 0
            ? Kind.Refusal(
                name,
                text.Split(',')[bad],
                $"numbers separated by commas{limits}{NumberText.Hint(text.Split(',')[bad])}")
            : Kind.Refusal(name, text, $"{limits.Length} numbers separated by commas{limits}");
    }
}
