using System.Net.Sockets;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Who is let in where a socket has only so many places.</summary>
internal sealed class ZmtpDoor(ZmtpLimits limits)
{
    private readonly Lock _turn = new();
    private readonly List<Place> _places = [];                                  // in the order of their coming

    /// <summary>Peers let in.</summary>
    public int Count
    {
        get
        {
            lock (_turn) return _places.Count;
        }
    }

    /// <summary>Lets a peer in; another one may have to go for it.</summary>
    /// <param name="client">The peer.</param>
    /// <returns>Its place; null where there is none, and the peer is closed.</returns>
    public Place? Admit(TcpClient client)
    {
        Place? leaves = null;
        lock (_turn)
        {
            // A peer that means it greets within milliseconds, so that the oldest greeting is the least likely to be one.
            if (_places.Count(place => place.IsGreeting) >= limits.Greetings) leaves = _places.First(place => place.IsGreeting);
            else if (_places.Count >= limits.Connections)
                leaves = limits.EvictsUnknown ? _places.FirstOrDefault(place => !place.IsKnown) : null;
            if (leaves is not null) _places.Remove(leaves);
            if (_places.Count < limits.Connections)
            {
                var place = new Place(client);
                _places.Add(place);
                leaves?.Client.Dispose();
                return place;
            }
        }
        client.Dispose();
        return null;
    }

    /// <summary>A peer has gone.</summary>
    public void Leave(Place place)
    {
        lock (_turn) _places.Remove(place);
        place.Client.Dispose();
    }

    /// <summary>A peer's place.</summary>
    /// <param name="client">The peer.</param>
    internal sealed class Place(TcpClient client)
    {
        public TcpClient Client { get; } = client;

        /// <summary>It has not greeted yet.</summary>
        public bool IsGreeting { get; set; } = true;

        /// <summary>It has signed a message with the kernel's key.</summary>
        public bool IsKnown { get; set; }

        /// <summary>Messages it sent that carried no valid signature.</summary>
        public int Forgeries { get; set; }
    }
}
