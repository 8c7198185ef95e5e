using System.Globalization;
using System.Text;

namespace Entente.TradeData.Edifact;

/// <summary>Writes segments with the default separators, and counts them for the trailer.</summary>
internal sealed class EdifactOut
{
    private readonly StringBuilder text = new();

    public int Segments { get; private set; }

    public void Begin() => Segments = 0;

    /// <summary>Writes one segment; each element is one component or several, and what is absent at the end is left out.</summary>
    public void Segment(string tag, params ReadOnlySpan<string?[]> elements)
    {
        text.Append(tag);
        var last = elements.Length;
        while (last > 0 && Array.TrueForAll(elements[last - 1], string.IsNullOrEmpty))
        {
            last--;
        }

        for (var element = 0; element < last; element++)
        {
            text.Append('+');
            var components = elements[element];
            var end = components.Length;
            while (end > 0 && string.IsNullOrEmpty(components[end - 1]))
            {
                end--;
            }

            for (var component = 0; component < end; component++)
            {
                if (component > 0)
                {
                    text.Append(':');
                }

                Escaped(components[component] ?? "");
            }
        }

        text.Append("'\n");
        Segments++;
    }

    public static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public void Flush(Stream output)
    {
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }

    private void Escaped(string value)
    {
        foreach (var c in value)
        {
            if (c is '\'' or '+' or ':' or '?')
            {
                text.Append('?');
            }

            text.Append(c);
        }
    }
}
