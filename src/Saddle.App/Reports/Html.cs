using System.Net;
using System.Text;
using Saddle.Figures;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>Writes HTML: every text is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup as it is.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>An element that holds text.</summary>
    public Html Element(string tag, string text, string? className = null, string? id = null)
    {
        _text.Append('<').Append(tag);
        Attribute("class", className);
        Attribute("id", id);
        _text.Append('>').Append(WebUtility.HtmlEncode(text)).Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>Names and values in two columns.</summary>
    public Html Definitions(IEnumerable<(string Name, string Value)> items, string className)
    {
        Raw($"<dl class=\"{className}\">");
        foreach (var (name, value) in items)
        {
            Element("dt", name).Element("dd", value);
        }

        return Raw("</dl>");
    }

    /// <summary>A table that scrolls sideways where the page is narrow.</summary>
    public Html Table(ResultTable table, string label)
    {
        Raw(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            + $"aria-label=\"{WebUtility.HtmlEncode(label)}\"><table><thead><tr>");
        foreach (var header in table.Headers)
        {
            _text.Append("<th scope=\"col\">").Append(WebUtility.HtmlEncode(header)).Append("</th>");
        }

        Raw("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            _text.Append("<tr>");
            foreach (var cell in row)
            {
                _text.Append("<td>").Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            }

            Raw("</tr>");
        }

        return Raw("</tbody></table></div>");
    }

    /// <summary>A figure, drawn by the script of <see cref="Page"/>.</summary>
    public Html Figure(string id, Figure figure) =>
        Raw(
            $"<div class=\"figure\" data-figure-id=\"{WebUtility.HtmlEncode(id)}\"><script "
            + $"type=\"application/json\">{FigureJson.Write(figure)}</script></div>");

    /// <summary>What has been written, as a whole page that opens offline.</summary>
    /// <exception cref="MissingComponentException">The browser side has not been built.</exception>
    public string Page(string title) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="icon" href="data:,">
        <style>{ReportAssets.Style}</style>
        </head>
        <body>
        <main>
        {_text}</main>
        <script>{ReportAssets.Script}</script>
        </body>
        </html>

        """;

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }
    }
}
