using System.Globalization;
using System.Text;
using Entente.As4.Security;

namespace Entente.Benchmarks;

/// <summary>The same work done at intervals beside what is measured: where it takes longer than before, the machine has become slower, and not what is measured.</summary>
internal sealed class Yardstick : IDisposable
{
    private const int Times = 60;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes("yardstick");

    private readonly PrivateKey key = PrivateKey.GenerateRsa(3072);

    public void Dispose() => key.Dispose();

    /// <summary>What a signature takes now, in processor time of one thread.</summary>
    public override string ToString()
    {
        var took = double.NaN;
        var thread = new Thread(() =>
        {
            var before = Spent();
            for (var n = 0; n < Times; n++)
            {
                key.Sign(Text);
            }

            took = (Spent() - before) / 1e6 / Times;
        });
        thread.Start();
        thread.Join();
        return string.Create(CultureInfo.InvariantCulture, $"a signature with 3072 bits takes {took:0.00} ms");
    }

    /// <summary>Nanoseconds that this thread has run.</summary>
    private static double Spent() => double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
}
