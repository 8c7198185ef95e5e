using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.EvidenceFiles;

/// <summary>What an officer says by a step of custody, and signs with a security key. There is one way to write it (<c>docs/spec/custody-signature.md</c>).</summary>
/// <param name="Origin">The address at which officers of that node sign; the key is bound to its host.</param>
/// <param name="At">When he was asked to sign, as the node says: UTC, to the second.</param>
/// <param name="Nonce">Of this asking alone.</param>
/// <param name="Officer">His number.</param>
/// <param name="Act">The step, for example <c>handed</c>.</param>
/// <param name="Item">The number of the thing at the node; <see langword="null"/> for the first step, which gives it one.</param>
/// <param name="Description">What the thing is, as <see cref="EnclosedItem.Describe"/>.</param>
/// <param name="Holder">Who holds it from then on.</param>
public sealed record StepStatement(string Origin, string At, string Nonce, string Officer, string Act, long? Item, string Description, string Holder)
{
    private static readonly byte[] First = "entente/custody-step/1\n"u8.ToArray();

    /// <summary>Who held it before.</summary>
    public string? From { get; init; }

    /// <summary>Who is to confirm it.</summary>
    public string? Awaits { get; init; }

    /// <summary>The partner to whom it goes or from whom it comes.</summary>
    public string? Partner { get; init; }

    /// <summary>Of the bytes of the thing.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the officer noted: a reason, a place, how many copies.</summary>
    public string? Note { get; init; }

    /// <summary>The record of the step before.</summary>
    public long? Previous { get; init; }

    /// <summary>The SHA-256 of the text of that record.</summary>
    public string? PreviousSha256 { get; init; }

    public string Write()
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(First));
        foreach (var (name, value) in new[]
        {
            ("origin", Origin), ("at", At), ("nonce", Nonce), ("officer", Officer), ("act", Act), ("item", Item?.ToString(CultureInfo.InvariantCulture)), ("description", Description), ("from", From), ("holder", Holder),
            ("awaits", Awaits), ("partner", Partner), ("sha256", Sha256), ("note", Note), ("previous", Previous?.ToString(CultureInfo.InvariantCulture)), ("previous_sha256", PreviousSha256),
        })
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(value)} {value}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The same statement of the node: only what it alone says, its address, the instant and the number of this asking, is taken from a text.</summary>
    public StepStatement? As(string text) => RecordLines.Read(Encoding.UTF8.GetBytes(text), First)?.Values is { } lines && lines.TryGetValue("origin", out var origin) && lines.TryGetValue("at", out var at) && lines.TryGetValue("nonce", out var nonce)
        ? this with { Origin = origin, At = at, Nonce = nonce }
        : null;

    internal static string? OriginOf(string text) => RecordLines.Read(Encoding.UTF8.GetBytes(text), First)?.Values.GetValueOrDefault("origin");

    internal static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
