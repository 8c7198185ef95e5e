using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Assistance;

/// <summary>What requests of this administration say of it.</summary>
internal sealed record AssistanceOptions
{
    [Description("The own law on confidential and personal data, as requests for assistance name it; officers may write another.")]
    [MaxLength(500)]
    public string DataProtectionLaw { get; init; } = "";

    [Description("Largest document of a request, an answer or information, in megabytes.")]
    [Range(1, 48)]
    public int DocumentMegabytes { get; init; } = 20;

    /// <summary>The same in bytes.</summary>
    public long LargestDocument => DocumentMegabytes * 1_000_000L;
}
