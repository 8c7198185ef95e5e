using System.Globalization;
using Entente.TradeData.Values;

namespace Entente.TradeData.Edifact;

/// <summary>One segment with its elements and their components; those that are absent are <see langword="null"/>.</summary>
internal sealed class EdifactSegment(string tag, int number, EdifactValue[][] elements)
{
    public string Tag => tag;

    public int Number => number;

    public IEnumerable<EdifactValue> Values => elements.SelectMany(element => element).Where(value => value.Text.Length > 0);

    /// <param name="element">The element's position behind the tag, from 0.</param>
    public EdifactValue? this[int element, int component = 0] =>
        element < elements.Length && component < elements[element].Length && elements[element][component].Text.Length > 0 ? elements[element][component] : null;

    public string? Peek(int element, int component = 0) => this[element, component]?.Text;
}

/// <param name="text">The component, without release characters.</param>
internal sealed class EdifactValue(string text, string tag, int segment, int element, int component) : Leaf
{
    public override string Text => text;

    public override string At => string.Create(CultureInfo.InvariantCulture, $"segment {segment} ({tag}), element {element + 1}, component {component + 1}");
}
