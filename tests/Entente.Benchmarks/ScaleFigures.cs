namespace Entente.Benchmarks;

internal static class ScaleFigures
{
    public static Task<int> PrintAsync(string[] args) => Task.FromResult(args.Length);
}
