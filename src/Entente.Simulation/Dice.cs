namespace Entente.Simulation;

/// <summary>
/// A small generator of chance (SplitMix64). A value: a copy continues on its own. The same keys give the same throws on every
/// machine, since only integers and exactly rounded operations are used.
/// </summary>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    private Dice(ulong state) => this.state = state;

    /// <summary>The dice of one thing in the world, found again whenever the same keys are named.</summary>
    public static Dice For(ulong seed, params ReadOnlySpan<long> keys)
    {
        var hash = Mix(seed);
        foreach (var key in keys)
        {
            hash = Mix(unchecked((hash ^ (ulong)key) + Golden));
        }

        return new Dice(hash);
    }

    public ulong Next() => Mix(state = unchecked(state + Golden));

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    public long Below(long limit) => (long)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>0 up to 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1L << 53));

    public bool Chance(double share) => Fraction() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Prefers the front of a list, as trade prefers its few large customers.</summary>
    public T PickFront<T>(IReadOnlyList<T> from)
    {
        var fraction = Fraction();
        return from[(int)(fraction * fraction * from.Count)];
    }

    /// <summary>Around 0, mostly within -1 and 1, never beyond -2 and 2: the sum of four throws.</summary>
    public double Spread() => Fraction() + Fraction() + Fraction() + Fraction() - 2;

    public string Digits(int count) => string.Create(count, Next(), static (text, number) =>
    {
        for (var i = 0; i < text.Length; i++, number /= 10)
        {
            text[i] = (char)('0' + number % 10);
        }
    });

    public string Letters(int count) => string.Create(count, Next(), static (text, number) =>
    {
        for (var i = 0; i < text.Length; i++, number /= 26)
        {
            text[i] = (char)('A' + number % 26);
        }
    });

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
