using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Access;

internal sealed record AccessOptions
{
    [Description("Minutes without a request after which a session ends.")]
    [Range(1, 120)]
    public int IdleMinutes { get; init; } = 15;

    [Description("Hours after which a session ends however busy it is.")]
    [Range(1, 24)]
    public int SessionHours { get; init; } = 12;

    [Description("Hours for which a set-up or invitation link is good.")]
    [Range(1, 168)]
    public int LinkHours { get; init; } = 24;

    [Description("Attempts to sign in that one address may make in a minute.")]
    [Range(1, 10000)]
    public int SignInsPerMinute { get; init; } = 20;

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    public TimeSpan Longest => TimeSpan.FromHours(SessionHours);
}
