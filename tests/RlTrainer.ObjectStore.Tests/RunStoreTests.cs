using System.Text;
using RlTrainer.Runs;
using RlTrainer.Tests.Files;

namespace RlTrainer.ObjectStore.Tests;

/// <summary>Runs that go through a bucket from one machine to another.</summary>
public sealed class RunStoreTests : IDisposable
{
    private static readonly RunConfig Config = SixUpdates.Named("stored");
    private static readonly PreparedMarket Market = SixUpdates.Market;

    private readonly string _root = Directory.CreateTempSubdirectory("stored-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [S3ServerFact]
    public async Task A_run_goes_on_from_the_bucket_on_another_machine_to_the_bytes_of_one_that_stayed()
    {
        using S3Server server = await S3Server.StartAsync();
        using var store = new RunStore(server.Options);
        RunFolder whole = Folder("whole"), begun = Folder("begun"), other = Folder("other");
        using (TrainingRun run = TrainingRun.Start(Config, Market, whole, threads: 1)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(Config, Market, begun, threads: 1))
        {
            foreach (TrainingProgress progress in run.Run())
            {
                // pushed within the training, while its logs are open
                if (progress.Update.Update == 3) Assert.True(await store.PushAsync(begun, "stored") > 3);
                if (progress.Update.Update == 4) break;
            }
        }
        Assert.True(await store.FetchAsync("stored", other) > 3);
        Assert.Equal(0, await store.FetchAsync("stored", other));
        using (TrainingRun run = TrainingRun.Resume(other, Market, threads: 1)) run.RunToEnd();
        foreach (string file in new[] { whole.Best, whole.Final(1), whole.Metrics, whole.Evaluations, whole.Log })
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other.Path, Path.GetFileName(file))));
    }

    [S3ServerFact]
    public async Task Only_what_changed_is_sent_what_was_thinned_goes_and_older_never_replaces_newer()
    {
        using S3Server server = await S3Server.StartAsync();
        using var store = new RunStore(server.Options);
        RunFolder run = Trained("run"), older = Folder("older");
        int sent = await store.PushAsync(run, "stored");
        Assert.Equal(0, await store.PushAsync(run, "stored"));
        Assert.Equal(0, await store.FetchAsync("stored", run));
        foreach (string file in Directory.GetFiles(run.Path, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(older.Path, Path.GetRelativePath(run.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.Delete(run.Checkpoint(128));
        string[] before = await server.KeysAsync();
        Assert.Equal(0, await store.PushAsync(run, "stored"));                 // one less, and nothing that is new
        string[] after = await server.KeysAsync();
        Assert.Equal(sent + 1, before.Length);                                 // the contents and the index
        Assert.Single(before.Except(after));
        Assert.Empty(after.Except(before));

        File.Delete(older.Checkpoint(384));
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.PushAsync(older, "stored"));
        Assert.Equal($"s3://bucket/runs/stored/index.json has 384 steps of run 'stored', {older.Path} has 256; fetch it first, "
            + $"or push "
            + "under another name. Nothing was sent.", error.Message);
        Assert.Equal(after, await server.KeysAsync());
        await store.PushAsync(older, "second");
        error = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync("second", run));
        Assert.EndsWith("has 256; push it, or fetch into another folder. Nothing was changed.", error.Message,
            StringComparison.Ordinal);
    }

    [S3ServerFact]
    public async Task What_comes_back_other_than_it_was_pushed_is_refused_and_a_strangers_index_writes_nowhere_else()
    {
        using S3Server server = await S3Server.StartAsync();
        using var store = new RunStore(server.Options);
        RunFolder run = Trained("run");
        await store.PushAsync(run, "stored");
        string content = (await server.KeysAsync()).First(key => key.Contains("/contents/", StringComparison.Ordinal));
        await server.PutAsync(content, "x");
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync("stored", Folder("damaged")));
        Assert.Contains($"s3://bucket/{content} is not what was pushed as ", error.Message, StringComparison.Ordinal);
        await server.PutAsync(content, new string('x', 5_000_000));
        error = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync("stored", Folder("large")));
        Assert.Contains($"s3://bucket/{content} has 5000000 bytes; expected at most", error.Message, StringComparison.Ordinal);

        await server.PutAsync("runs/bad/index.json",
            $$"""{"Steps":1,"Files":[{"Name":"../outside.txt","Bytes":1,"Sha256":"{{new string('a', 64)}}"}]}""");
        error = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync("bad", Folder("bad")));
        Assert.StartsWith("s3://bucket/runs/bad/index.json: '../outside.txt' is no file of a run's folder", error.Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_root, "outside.txt")));
        error = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync("none", Folder("none")));
        Assert.Equal("s3://bucket/runs/none/index.json: there is no run 'none'; push it first.", error.Message);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_said_with_the_object_and_what_to_look_at()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "S3RVER");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "S3RVER");
        // Port 9, discard: nobody listens there.
        using var store = new RunStore(new ObjectStoreOptions { Bucket = "bucket", Endpoint = new Uri("http://127.0.0.1:9") });
        var error = await Assert.ThrowsAsync<IOException>(() => store.FetchAsync("stored", Folder("away")));
        Assert.StartsWith("s3://bucket/runs/stored/index.json could not be fetched (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Look at the endpoint, the bucket and the credentials, then try again.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "runs", "http://a", "Bucket was ''")]
    [InlineData("b", "/runs", "http://a", "Prefix was '/runs'")]
    [InlineData("b", "runs/", "http://a", "Prefix was 'runs/'")]
    [InlineData("b", "runs", "ftp://a", "Endpoint was 'ftp://a/'")]
    public void A_wrong_option_is_named(string bucket, string prefix, string endpoint, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new ObjectStoreOptions
        {
            Bucket = bucket,
            Prefix = prefix,
            Endpoint = new Uri(endpoint),
        }.Checked()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Steps\":1,\"Files\":[]}")]
    [InlineData("{\"Steps\":-1,\"Files\":[{\"Name\":\"a\",\"Bytes\":1,\"Sha256\":\"\"}]}")]
    [InlineData("{\"Steps\":1,\"Files\":[null]}")]
    [InlineData("{\"Steps\":1,\"Files\":[{\"Name\":\"a\\u0000\",\"Bytes\":1,\"Sha256\":\"aa\"}]}")]
    [InlineData("half")]
    public void An_index_that_is_none_is_refused_with_its_address(string json) =>
        Assert.StartsWith("s3://b/index.json: ", Assert.Throws<InvalidDataException>(
            () => StoredRun.Read(Encoding.UTF8.GetBytes(json), "s3://b/index.json")).Message, StringComparison.Ordinal);

    private RunFolder Trained(string name)
    {
        RunFolder folder = Folder(name);
        using TrainingRun run = TrainingRun.Start(Config, Market, folder, threads: 1);
        run.RunToEnd();
        return folder;
    }

    private RunFolder Folder(string name) => new(Directory.CreateDirectory(Path.Combine(_root, name)).FullName);
}
