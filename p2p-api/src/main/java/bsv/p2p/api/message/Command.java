package bsv.p2p.api.message;

/// The name of a message, as the header of its frame carries it: up to twelve characters from space to tilde. Case counts.
/// The empty name is legal and simply unknown. Source: protocol.cpp, CheckCommandFormat.
public record Command(String name) {
    /// Longest name, in bytes.
    public static final int MAX_LENGTH = 12;

    public Command {
        if (name.length() > MAX_LENGTH || name.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new IllegalArgumentException("a command has at most 12 characters from ' ' to '~', found \"" + name + "\"");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
