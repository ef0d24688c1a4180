namespace RlTrainer.ObjectStore;

/// <summary>One file of a stored run.</summary>
/// <param name="Name">Its path in the run's folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The hash of its content, in hexadecimal; the content's key ends with it.</param>
internal sealed record StoredFile(string Name, long Bytes, string Sha256);
