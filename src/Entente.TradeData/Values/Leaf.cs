namespace Entente.TradeData.Values;

/// <summary>One value of a source document: an element's text, an attribute, a component, a cell.</summary>
internal abstract class Leaf
{
    public Fate Fate { get; set; }

    /// <summary>The value as it stands, untrimmed; empty where there is none.</summary>
    public abstract string Text { get; }

    /// <summary>Where it stands, for a remark.</summary>
    public abstract string At { get; }

    /// <summary>How many values of the source it is; a constant of a mapping is none.</summary>
    public virtual int Weight => 1;
}

/// <summary>What became of a value; every value ends as one of the last three.</summary>
internal enum Fate { Untouched, Mapped, Structural, NotCarried }
