namespace Entente.Screening;

/// <summary>In which way a declared word and a listed word belong together.</summary>
public enum PairKind
{
    /// <summary>They do not: the word stands on one side only.</summary>
    Different,

    /// <summary>The same word, after folding case, accents and script.</summary>
    Exact,

    /// <summary>A few letters differ.</summary>
    Spelling,

    /// <summary>Different spellings of one sound, as transliterations are.</summary>
    Transliteration,

    /// <summary>Known spellings of one name, or forms of one class (<c>Mohammed</c>, <c>Muhamad</c>; <c>Ltd</c>, <c>Limited</c>).</summary>
    Variant,

    /// <summary>A letter for a name.</summary>
    Initial,

    /// <summary>A familiar form of the name.</summary>
    Nickname,

    /// <summary>Two words on one side are one on the other.</summary>
    Joined,

    /// <summary>The declared word is the beginning of the listed one; only in searches while typing.</summary>
    Beginning,
}

/// <summary>Which declared word was compared with which listed word. Empty text: the word has no counterpart.</summary>
/// <param name="Declared">As it was declared, in its own script; empty when only the list has the word.</param>
/// <param name="Listed">As it is listed; empty when only the declaration has the word.</param>
/// <param name="Kind">In which way they belong together.</param>
/// <param name="Likeness">0 to 1.</param>
public sealed record TokenPair(string Declared, string Listed, PairKind Kind, double Likeness);
