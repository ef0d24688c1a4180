namespace RlTrainer.Lab.Contents;

/// <summary>Large uploads, which come in pieces: they become the file with the last piece.</summary>
internal static class FileChunks
{
    private const int First = 1, Last = -1;

    /// <summary>Takes a piece.</summary>
    /// <param name="full">The file to be.</param>
    /// <param name="bytes">The piece.</param>
    /// <param name="chunk">1 for the first, -1 for the last.</param>
    /// <exception cref="LabFault">A piece without a first one.</exception>
    public static void Write(string full, byte[] bytes, int chunk)
    {
        string own = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.upload");
        if (chunk != First && !File.Exists(own)) throw new LabFault(400, "A piece of an upload came without its beginning.");
        using (var file = new FileStream(own, chunk == First ? FileMode.Create : FileMode.Append)) file.Write(bytes);
        if (chunk == Last) File.Move(own, full, overwrite: true);
    }
}
