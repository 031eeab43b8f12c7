using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Backprop.Studio.Hosting;

/// <summary>The keys that protect what the page carries for the server; they end with the studio.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> elements = [];
    private readonly Lock gate = new();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
            return [.. elements.Select(element => new XElement(element))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
            elements.Add(new XElement(element));
    }
}
