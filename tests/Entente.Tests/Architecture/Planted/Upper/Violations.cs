using Entente.Tests.Architecture.Planted.Lower;
using Entente.Tests.Architecture.Planted.Lower.Inner;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Architecture.Planted.Upper;

/// <summary>Everything the rules forbid, each in one place, so that the tests can show that the rules see it.</summary>
internal sealed class AllowedUse
{
    public static int Ask() => Offered.Answer();
}

internal sealed class UseInsideALambda
{
    public static Func<int> Ask() => () => Hidden.Answer();
}

internal sealed class UseInsideAnAsyncMethod
{
    public static async Task<int> AskAsync()
    {
        await Task.Yield();
        return Hidden.Answer();
    }
}

#pragma warning disable CA1852 // Planted: an open class.
internal class Unsealed;
#pragma warning restore CA1852

internal sealed class TextHelper;

internal static class Remembering
{
#pragma warning disable CA2211, CS0649 // Planted: static state that changes.
    internal static int Count;
#pragma warning restore CA2211, CS0649
}

internal static partial class Messages
{
    [LoggerMessage(100, LogLevel.Information, "In its block.")]
    public static partial void Right(ILogger log);

    [LoggerMessage(250, LogLevel.Information, "Outside its block.")]
    public static partial void Outside(ILogger log);

#pragma warning disable SYSLIB1006 // Planted: a number that another message has.
    [LoggerMessage(101, LogLevel.Information, "One.")]
    public static partial void One(ILogger log);

    [LoggerMessage(101, LogLevel.Information, "The other.")]
    public static partial void Other(ILogger log);
#pragma warning restore SYSLIB1006
}

internal sealed class Calling
{
    public static async Task<string> AskAsync(HttpClient client)
    {
        using var line = new System.Net.Sockets.TcpClient();
        return await client.GetStringAsync(new Uri("https://elsewhere.test"));
    }
}
