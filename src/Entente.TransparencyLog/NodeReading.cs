namespace Entente.TransparencyLog;

/// <summary>The hash over the 2^<paramref name="height"/> leaves from <paramref name="index"/> x 2^<paramref name="height"/>, all of which the tree has.</summary>
public delegate TreeHash NodeReading(int height, long index);
