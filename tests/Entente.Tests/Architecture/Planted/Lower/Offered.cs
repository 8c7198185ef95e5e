namespace Entente.Tests.Architecture.Planted.Lower;

internal sealed class Offered
{
    public static int Answer() => 42;
}
