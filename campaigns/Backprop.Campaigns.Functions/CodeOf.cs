using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Campaigns.Functions;

/// <summary>Identifies the build: results of other code do not count.</summary>
internal static class CodeOf
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>
    /// A hash of the compiled methods of functions and lanes. (The assembly's own identity changes with every commit, whatever the commit holds.)
    /// </summary>
    public static string Numerics()
    {
        string?[] namespaces = [typeof(ElementFunction).Namespace, typeof(VectorWidth).Namespace];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var type in typeof(ElementFunction).Assembly.GetTypes().Where(type => namespaces.Contains(type.Namespace)).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (var method in type.GetMembers(All).OfType<MethodBase>().OrderBy(method => method.MetadataToken))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{type.FullName} {method}"));
                hash.AppendData(method.GetMethodBody()?.GetILAsByteArray() ?? []);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
