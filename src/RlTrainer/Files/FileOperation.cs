namespace RlTrainer.Files;

/// <summary>The steps of reading and writing that can each fail for themselves.</summary>
internal enum FileOperation
{
    /// <summary>Makes a folder.</summary>
    CreateFolder,

    /// <summary>Opens a file to write.</summary>
    Open,

    /// <summary>Writes some bytes; a failure may leave half of them.</summary>
    Write,

    /// <summary>Asks that a file's bytes reach the disk.</summary>
    Flush,

    /// <summary>Puts a file in the place of another.</summary>
    Rename,

    /// <summary>Asks that a folder's entries reach the disk.</summary>
    FlushFolder,

    /// <summary>Reads a file.</summary>
    Read,
}
