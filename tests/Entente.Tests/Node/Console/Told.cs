using System.Globalization;

namespace Entente.Tests.Node.Console;

/// <summary>What is said to a reader of one language.</summary>
internal static class Told
{
    public static T In<T>(string language, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new(language);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
