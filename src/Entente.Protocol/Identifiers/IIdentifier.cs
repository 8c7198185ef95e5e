namespace Entente.Protocol.Identifiers;

/// <summary>A number that follows the published rules of a scheme. An instance is always valid and in its normalised form.</summary>
public interface IIdentifier<TSelf> : ISpanParsable<TSelf>
    where TSelf : class, IIdentifier<TSelf>
{
    /// <summary>The scheme's row in <see cref="IdentifierSchemes"/>.</summary>
    static abstract IdentifierScheme Scheme { get; }

    /// <summary>The normalised text.</summary>
    string Text { get; }

    /// <summary>Judges any text and says what is wrong with it. Never throws.</summary>
    static abstract IdentifierVerdict Check(ReadOnlySpan<char> text);

    /// <summary>Makes the value of a text that <see cref="Check"/> has normalised and found valid.</summary>
    internal static abstract TSelf Trust(string normalised);
}
