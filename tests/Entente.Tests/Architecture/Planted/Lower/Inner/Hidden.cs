namespace Entente.Tests.Architecture.Planted.Lower.Inner;

internal static class Hidden
{
    public static int Answer() => 42;
}
