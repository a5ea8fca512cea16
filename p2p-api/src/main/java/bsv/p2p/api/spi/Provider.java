package bsv.p2p.api.spi;

/// A part that can be chosen by name. Its class is public, has a public constructor without parameters that does nothing, and is
/// named both in `provides` of its module and in `META-INF/services`.
public interface Provider {
    /// Lower-case letters, digits and dashes; what configuration calls it, such as `json`.
    String name();
}
