using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Evidence;

/// <summary>Settings of the transparency log (section <c>Log</c>).</summary>
internal sealed record LogOptions
{
    [Description("Name under which the logs and the witness of this node sign, in the administration's own domain, for example customs.nl.example. It counts when a log begins. Empty: the country code and node.invalid.")]
    [RegularExpression(@"^[a-z0-9.-]{0,100}$")]
    public string Name { get; init; } = "";

    [Description("File that says which witnesses must have cosigned a checkpoint until it counts as witnessed (C2SP tlog-policy). Empty: any one partner.")]
    public string Policy { get; init; } = "";

    [Description("Minutes for which the proof of a message may lack the cosignatures that the policy asks for. Work goes on meanwhile and afterwards; then the message is marked as overdue and readiness warns.")]
    [Range(1, 43_200)]
    public int GraceMinutes { get; init; } = 60;

    public TimeSpan Grace => TimeSpan.FromMinutes(GraceMinutes);

    [Description("Seconds between two rounds in which partners are asked to cosign this node's log, and theirs are followed.")]
    [Range(1, 60)]
    public int WitnessSeconds { get; init; } = 5;
}
