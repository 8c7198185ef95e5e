namespace Entente.Node.Console;

/// <summary>The time zone the officer reads times in: the one the browser reports, else UTC.</summary>
internal sealed class OfficerZone(IHttpContextAccessor accessor)
{
    public const string Cookie = "entente-zone";

    public TimeZoneInfo Zone { get; } =
        accessor.HttpContext?.Request.Cookies[Cookie] is { Length: > 0 and < 64 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : TimeZoneInfo.Utc;
}
