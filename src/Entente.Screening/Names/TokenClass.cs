namespace Entente.Screening.Names;

/// <summary>What a word does in a name, which decides how much it tells one name from another.</summary>
internal enum TokenClass : byte
{
    /// <summary>Names somebody.</summary>
    Ordinary,

    /// <summary>Occurs in many company names: <c>trading</c>, <c>international</c>, <c>holding</c>.</summary>
    Generic,

    /// <summary>Joins words: <c>al</c>, <c>bin</c>, <c>de</c>, <c>of</c>.</summary>
    Particle,

    /// <summary>Address or rank: <c>Dr</c>, <c>Haji</c>, <c>President</c>.</summary>
    Title,

    /// <summary>The form of an organisation: <c>d.o.o.</c>, <c>Limited</c>, <c>OOO</c>.</summary>
    LegalForm,

    /// <summary>Tells one of a series from the others: <c>Vessel 1</c>, <c>Fund II</c>.</summary>
    Number,
}

/// <summary>One word of a name, folded for comparison.</summary>
/// <param name="Text">Lower case Latin letters and digits, or native letters of a script that is not transliterated.</param>
/// <param name="Class">What the word does.</param>
/// <param name="IsAbjad">Whether it comes from a script that leaves out short vowels, so that <paramref name="Text"/> has only consonants and long vowels.</param>
/// <param name="Native">The Chinese characters, which tell apart what sounds alike; otherwise empty.</param>
internal readonly record struct NameToken(string Text, TokenClass Class, bool IsAbjad, string Native);

/// <summary>A word together with where it stood in the written name.</summary>
internal readonly record struct PlacedToken(NameToken Token, int Start, int Length);
