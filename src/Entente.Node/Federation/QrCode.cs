using System.Globalization;
using System.Text;

namespace Entente.Node.Federation;

/// <summary>
/// A QR code (ISO/IEC 18004) of the one size that a fingerprint needs: version 4, error correction M, alphanumeric mode, at most 90 characters.
/// Drawn here because it is two hundred lines of a published standard, against a package that would see every fingerprint.
/// </summary>
internal sealed class QrCode
{
    /// <summary>Modules along a side of version 4.</summary>
    public const int Side = 33;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Longest = 90;

    // Version 4-M: two blocks of 32 data and 18 correction code words each (table 9).
    private const int Blocks = 2;
    private const int DataWords = 32;
    private const int CorrectionWords = 18;
    private const int QuietZone = 4;

    private readonly bool[,] dark = new bool[Side, Side];
    private readonly bool[,] isFixed = new bool[Side, Side];

    private QrCode(string text)
    {
        DrawFixedPatterns();
        DrawWords(Interleave(Encode(text)));
        var best = Enumerable.Range(0, 8).MinBy(Penalty);
        ApplyMask(best);
        DrawFormat(best);
    }

    /// <summary>Whether the module in this row and column is dark.</summary>
    public bool this[int row, int column] => dark[row, column];

    /// <param name="text">Digits, capital letters, space and <c>$%*+-./:</c>.</param>
    public static QrCode Of(string text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Longest);
        return text.All(Alphabet.Contains) ? new(text) : throw new ArgumentException("A character that the alphanumeric mode does not have.", nameof(text));
    }

    /// <summary>One path for an SVG whose view box is <see cref="ViewBox"/>.</summary>
    public string ToPath()
    {
        var path = new StringBuilder();
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                if (dark[row, column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column + QuietZone} {row + QuietZone}h1v1h-1z");
                }
            }
        }

        return path.ToString();
    }

    public static string ViewBox { get; } = string.Create(CultureInfo.InvariantCulture, $"0 0 {Side + (2 * QuietZone)} {Side + (2 * QuietZone)}");

    private static byte[] Encode(string text)
    {
        var bits = new List<bool>(Blocks * DataWords * 8);
        Append(bits, 0b0010, 4);
        Append(bits, text.Length, 9);
        for (var i = 0; i + 1 < text.Length; i += 2)
        {
            Append(bits, (Alphabet.IndexOf(text[i], StringComparison.Ordinal) * 45) + Alphabet.IndexOf(text[i + 1], StringComparison.Ordinal), 11);
        }

        if (text.Length % 2 == 1)
        {
            Append(bits, Alphabet.IndexOf(text[^1], StringComparison.Ordinal), 6);
        }

        const int capacity = Blocks * DataWords * 8;
        Append(bits, 0, Math.Min(4, capacity - bits.Count));
        Append(bits, 0, (8 - (bits.Count % 8)) % 8);
        for (var pad = 0xEC; bits.Count < capacity; pad ^= 0xEC ^ 0x11)
        {
            Append(bits, pad, 8);
        }

        return [.. bits.Chunk(8).Select(octet => octet.Aggregate((byte)0, (value, bit) => (byte)((value << 1) | (bit ? 1 : 0))))];
    }

    private static void Append(List<bool> bits, int value, int length)
    {
        for (var at = length - 1; at >= 0; at--)
        {
            bits.Add(((value >> at) & 1) == 1);
        }
    }

    private static IEnumerable<byte> Interleave(byte[] data)
    {
        var blocks = data.Chunk(DataWords).ToList();
        var corrections = blocks.ConvertAll(Correct);
        return Enumerable.Range(0, DataWords).SelectMany(i => blocks.Select(block => block[i]))
            .Concat(Enumerable.Range(0, CorrectionWords).SelectMany(i => corrections.Select(block => block[i])));
    }

    /// <summary>The remainder of the data divided by the generator polynomial over GF(256).</summary>
    private static byte[] Correct(byte[] data)
    {
        var generator = new byte[CorrectionWords];
        generator[^1] = 1;
        byte root = 1;
        for (var i = 0; i < CorrectionWords; i++)
        {
            for (var j = 0; j < CorrectionWords; j++)
            {
                generator[j] = (byte)(Multiply(generator[j], root) ^ (j + 1 < CorrectionWords ? generator[j + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        var remainder = new byte[CorrectionWords];
        foreach (var word in data)
        {
            var factor = (byte)(word ^ remainder[0]);
            for (var i = 0; i < CorrectionWords; i++)
            {
                remainder[i] = (byte)((i + 1 < CorrectionWords ? remainder[i + 1] : 0) ^ Multiply(generator[i], factor));
            }
        }

        return remainder;
    }

    private static byte Multiply(byte x, byte y)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((y >> bit) & 1) * x;
        }

        return (byte)product;
    }

    private void DrawFixedPatterns()
    {
        for (var i = 0; i < Side; i++)
        {
            Fix(6, i, i % 2 == 0);
            Fix(i, 6, i % 2 == 0);
        }

        DrawFinder(3, 3);
        DrawFinder(3, Side - 4);
        DrawFinder(Side - 4, 3);
        for (var row = -2; row <= 2; row++)
        {
            for (var column = -2; column <= 2; column++)
            {
                Fix(26 + row, 26 + column, Math.Max(Math.Abs(row), Math.Abs(column)) != 1); // The one alignment pattern of version 4 (annex E)
            }
        }

        DrawFormat(0);
    }

    private void DrawFinder(int centreRow, int centreColumn)
    {
        for (var row = Math.Max(0, centreRow - 4); row <= Math.Min(Side - 1, centreRow + 4); row++)
        {
            for (var column = Math.Max(0, centreColumn - 4); column <= Math.Min(Side - 1, centreColumn + 4); column++)
            {
                Fix(row, column, Math.Max(Math.Abs(row - centreRow), Math.Abs(column - centreColumn)) is not (2 or 4));
            }
        }
    }

    /// <summary>The level of correction (M is 00) and the mask, with their own correction bits, twice (section 7.9).</summary>
    private void DrawFormat(int mask)
    {
        var remainder = mask;
        for (var i = 0; i < 10; i++)
        {
            remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537);
        }

        var bits = ((mask << 10) | remainder) ^ 0x5412;
        bool Bit(int i) => ((bits >> i) & 1) == 1;
        for (var i = 0; i <= 5; i++)
        {
            Fix(i, 8, Bit(i));
        }

        Fix(7, 8, Bit(6));
        Fix(8, 8, Bit(7));
        Fix(8, 7, Bit(8));
        for (var i = 9; i < 15; i++)
        {
            Fix(8, 14 - i, Bit(i));
        }

        for (var i = 0; i < 8; i++)
        {
            Fix(8, Side - 1 - i, Bit(i));
        }

        for (var i = 8; i < 15; i++)
        {
            Fix(Side - 15 + i, 8, Bit(i));
        }

        Fix(Side - 8, 8, true);
    }

    private void Fix(int row, int column, bool isDark) => (dark[row, column], isFixed[row, column]) = (isDark, true);

    /// <summary>Two columns at a time from the right, upwards and downwards in turn, leaving out the column of the timing pattern (section 7.7.3).</summary>
    private void DrawWords(IEnumerable<byte> words)
    {
        var bits = words.SelectMany(word => Enumerable.Range(0, 8).Select(i => ((word >> (7 - i)) & 1) == 1)).GetEnumerator();
        for (var right = Side - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            for (var step = 0; step < Side; step++)
            {
                var row = ((right + 1) & 2) == 0 ? Side - 1 - step : step;
                foreach (var column in new[] { right, right - 1 })
                {
                    if (!isFixed[row, column] && bits.MoveNext())
                    {
                        dark[row, column] = bits.Current;
                    }
                }
            }
        }
    }

    private void ApplyMask(int mask)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                dark[row, column] ^= !isFixed[row, column] && IsMasked(mask, row, column);
            }
        }
    }

    private static bool IsMasked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>How hard the code would be to read under a mask (section 7.8.3): long runs, blocks, look-alikes of finders, unequal dark and light.</summary>
    private int Penalty(int mask)
    {
        ApplyMask(mask);
        DrawFormat(mask);
        var penalty = Math.Abs((Dark() * 20) - (Side * Side * 10)) / (Side * Side) * 10;
        for (var i = 0; i < Side; i++)
        {
            penalty += LinePenalty(column => dark[i, column]) + LinePenalty(row => dark[row, i]);
        }

        for (var row = 0; row + 1 < Side; row++)
        {
            for (var column = 0; column + 1 < Side; column++)
            {
                penalty += dark[row, column] == dark[row, column + 1] && dark[row, column] == dark[row + 1, column] && dark[row, column] == dark[row + 1, column + 1] ? 3 : 0;
            }
        }

        ApplyMask(mask);
        return penalty;
    }

    private static int LinePenalty(Func<int, bool> module)
    {
        var (penalty, run, last) = (0, 0, 0);
        for (var i = 0; i < Side; i++)
        {
            run = i > 0 && module(i) == module(i - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            last = ((last << 1) | (module(i) ? 1 : 0)) & 0x7FF;
            penalty += i >= 10 && last is 0b10111010000 or 0b00001011101 ? 40 : 0;
        }

        return penalty;
    }

    private int Dark() => dark.Cast<bool>().Count(isDark => isDark);
}
