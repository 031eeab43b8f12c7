using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>The derivatives of several layers as one work: threads wait for one another once, not layer by layer.</summary>
internal sealed class GradientProducts : IWork
{
    private readonly GradientProduct[] products;
    private readonly int[] firstParts;

    /// <param name="products">The products. None may change what another reads.</param>
    public GradientProducts(IReadOnlyList<GradientProduct> products)
    {
        this.products = [.. products];
        firstParts = new int[this.products.Length];
    }

    /// <summary>Computes all derivatives over the first <paramref name="rows"/> rows. Allocates nothing.</summary>
    /// <inheritdoc cref="GradientProduct.Run"/>
    public void Run(Processor processor, int rows, float scale)
    {
        ArgumentNullException.ThrowIfNull(processor);
        long work = 0;
        foreach (var product in products)
            work += product.Work(rows);
        bool threads = processor.Pays(work);
        int parts = 0;
        for (int i = 0; i < products.Length; i++)
        {
            firstParts[i] = parts;
            parts += products[i].Plan(processor, rows, scale, threads);
        }
        if (threads)
        {
            processor.Run(this, parts);
            return;
        }
        for (int part = 0; part < parts; part++)
            Run(part, member: 0);
    }

    void IWork.Run(int part, int member) => Run(part, member);

    private void Run(int part, int member)
    {
        int i = products.Length - 1;
        while (part < firstParts[i])
            i--;
        ((IWork)products[i]).Run(part - firstParts[i], member);
    }
}
