namespace Entente.Node.Console;

/// <summary>The theme an officer chose; kept in a cookie, so that the first paint is right.</summary>
internal static class ConsoleTheme
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Auto = "auto";
    public const string Cookie = "entente-theme";

    public static IReadOnlyList<string> All { get; } = [Light, Dark, Auto];

    public static string Of(HttpContext http) => http.Request.Cookies[Cookie] is Light or Dark ? http.Request.Cookies[Cookie]! : Auto;
}
