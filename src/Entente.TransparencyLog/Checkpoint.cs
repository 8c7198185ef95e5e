using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>What a log says of its tree at one moment: how many leaves, and the root over them (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Which log, for example <c>customs.nl.example/ledger/2026</c>.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root over them.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Further lines of the log's own. Nobody audits them; our logs write none.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text that is signed.</summary>
    public string Text => string.Concat([string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n"), .. Extensions.Select(line => line + "\n")]);

    /// <summary>Reads the text of a note.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        (checkpoint, fault) = (null, null);
        if (text.Split('\n') is not [{ Length: > 0 } origin, var count, var hash, .. var extensions, ""] || extensions.Contains(""))
        {
            fault = StrictText.Malformed("A checkpoint is origin, size and root hash on lines of their own, none of them empty.");
        }
        else if (!StrictText.TryNumber(count, out var size))
        {
            fault = StrictText.Malformed("The size is a decimal number without leading zeros.", 2);
        }
        else if (!TreeHash.TryParse(hash, out var root))
        {
            fault = StrictText.Malformed("The root hash is the base64 of 32 bytes.", 3);
        }
        else if (size == 0 && root != TreeHash.Empty)
        {
            fault = StrictText.Malformed("The tree without leaves has one root hash, and this is another.", 3);
        }
        else
        {
            checkpoint = new(origin, size, root) { Extensions = extensions };
        }

        return checkpoint is not null;
    }

    /// <summary>The note that a log publishes.</summary>
    public SignedNote Sign(IEnumerable<NoteSigner> signers, DateTimeOffset at) => SignedNote.Sign(Text, signers, at);
}
