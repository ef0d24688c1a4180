using System.IO.Compression;
using RlTrainer.Checkpoints;
using RlTrainer.Files;

namespace RlTrainer.Tests.Checkpoints;

public sealed class CheckpointArchiveTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Parts = new() { ["b.json"] = [1, 2, 3], ["a.bin"] = new byte[1000] };
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-archive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_parts_give_equal_bytes_and_read_back()
    {
        CheckpointArchive.Write(At("one.zip"), Parts);
        CheckpointArchive.Write(At("two.zip"), Parts);
        Assert.Equal(File.ReadAllBytes(At("one.zip")), File.ReadAllBytes(At("two.zip")));
        IReadOnlyDictionary<string, byte[]> read = CheckpointArchive.Read(At("one.zip"));
        Assert.Equal(["a.bin", "b.json"], read.Keys);
        Assert.Equal([1, 2, 3], read["b.json"]);
    }

    [Fact]
    public void A_missing_file_a_foreign_file_and_a_cut_file_each_get_a_sentence()
    {
        Assert.Equal(
            $"There is no checkpoint {At("none.zip")}; expected a .zip that a training run wrote.",
            Assert.Throws<FileNotFoundException>(() => CheckpointArchive.Read(At("none.zip"))).Message);
        File.WriteAllText(At("text.zip"), "hello");
        Assert.StartsWith("text.zip is not a readable zip",
            Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(At("text.zip"))).Message, StringComparison.Ordinal);
        CheckpointArchive.Write(At("whole.zip"), Parts);
        byte[] whole = File.ReadAllBytes(At("whole.zip"));
        for (int length = 0; length < whole.Length; length += 37)
        {
            File.WriteAllBytes(At("cut.zip"), whole[..length]);
            Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(At("cut.zip")));
        }
    }

    [Fact]
    public void A_part_that_was_changed_removed_or_added_is_named()
    {
        CheckpointArchive.Write(At("x.zip"), Parts);
        Assert.Equal("x.zip: the part 'a.bin' was changed after it was written (its SHA-256 differs). Use another checkpoint.",
            Refusal(archive => Replace(archive, "a.bin", [9])));
        Assert.Equal("x.zip: the part 'b.json' is missing. Use another checkpoint.",
            Refusal(archive => archive.GetEntry("b.json")!.Delete()));
        Assert.Equal("x.zip: the part 'c.bin' is not listed in checksums.txt; somebody added it. Use another checkpoint.",
            Refusal(archive => Replace(archive, "c.bin", [9])));
        Assert.Equal("x.zip holds a part named '../c.bin'; parts of a checkpoint have plain names. It is not a checkpoint.",
            Refusal(archive => Replace(archive, "../c.bin", [9])));
        Assert.Equal("x.zip has no part 'checksums.txt'; it is not a checkpoint of this program.",
            Refusal(archive => archive.GetEntry("checksums.txt")!.Delete()));
    }

    [Fact]
    public void A_compressed_part_is_refused_before_it_is_unpacked()
    {
        byte[] zeros = new byte[64 << 20];                                       // 64 MB of nothing in some 64 kB
        CheckpointArchive.Write(At("x.zip"), Parts);
        using (ZipArchive archive = ZipFile.Open(At("x.zip"), ZipArchiveMode.Update))
        {
            archive.GetEntry("a.bin")!.Delete();
            using Stream stream = archive.CreateEntry("a.bin", CompressionLevel.SmallestSize).Open();
            stream.Write(zeros);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(At("x.zip"))).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith("x.zip: the part 'a.bin' is compressed (", message, StringComparison.Ordinal);
        Assert.EndsWith(" bytes for 67108864); checkpoints store their parts as they are. It is not a checkpoint of this "
            + "program, and was not unpacked.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_share_their_bytes_are_refused_by_the_sum_of_their_lengths()
    {
        // Two entries of the table of contents name the same 400,000 stored bytes; the second part itself is cut out of the file.
        CheckpointArchive.Write(At("x.zip"), new Dictionary<string,
            byte[]>
        { ["a.bin"] = new byte[400_000], ["b.bin"] = new byte[400_000] });
        byte[] whole = File.ReadAllBytes(At("x.zip"));
        ReadOnlySpan<byte> entry = "PK\u0001\u0002"u8;
        int contents = whole.AsSpan().IndexOf(entry), second = contents + 4 + whole.AsSpan(contents + 4).IndexOf(entry);
        BitConverter.TryWriteBytes(whole.AsSpan(second + 42), 0u);               // where the second part begins: at the first
        byte[] cut = [.. whole[..(30 + 5 + 400_000)], .. whole[contents..]];
        int end = cut.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        BitConverter.TryWriteBytes(cut.AsSpan(end + 16), (uint)(30 + 5 + 400_000)); // where the contents begin
        File.WriteAllBytes(At("x.zip"), cut);
        Assert.StartsWith("x.zip announces 800", Assert.Throws<InvalidDataException>(
            () => CheckpointArchive.Read(At("x.zip"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_whose_name_moves_the_cursor_is_printed_as_letters()
    {
        Assert.Equal("x.zip holds a part named '\\u001b[2J\\u000aok'; parts of a checkpoint have plain names. It is not a "
            + "checkpoint.", Refusal(archive => Replace(archive, "\u001b[2J\nok", [9])));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_litter()
    {
        CheckpointArchive.Write(At("x.zip"), Parts);
        byte[] before = File.ReadAllBytes(At("x.zip"));
        using (FileFaults.Watch(
            (operation, _) => { if (operation == FileOperation.Flush) throw new IOException("no space left", 28); }))
            Assert.Throws<IOException>(
                () => CheckpointArchive.Write(At("x.zip"), new Dictionary<string, byte[]> { ["z"] = [1] }));
        Assert.Equal([At("x.zip")], Directory.GetFiles(_folder));
        Assert.Equal(before, File.ReadAllBytes(At("x.zip")));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Refusal(Action<ZipArchive> change)
    {
        CheckpointArchive.Write(At("x.zip"), Parts);
        using (ZipArchive archive = ZipFile.Open(At("x.zip"), ZipArchiveMode.Update)) change(archive);
        return Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(At("x.zip"))).Message;
    }

    private static void Replace(ZipArchive archive, string name, byte[] content)
    {
        archive.GetEntry(name)?.Delete();
        using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
