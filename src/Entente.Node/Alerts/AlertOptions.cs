using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Alerts;

/// <summary>Settings of alerts, lists and hits.</summary>
internal sealed record AlertOptions
{
    [Description("Least likeness, 0 to 1, at which something declared raises a hit. Lower: fewer missed, more to judge.")]
    [Range(0.1, 1.0)]
    public double Threshold { get; init; } = 0.7;

    [Description("Minutes for which a hit taken by an officer is kept from others.")]
    [Range(1, 240)]
    public int ClaimMinutes { get; init; } = 15;

    [Description("Days after which an alert must be reviewed when nothing else is said; the law's limit is one year.")]
    [Range(1, 365)]
    public int ReviewDays { get; init; } = 365;
}
