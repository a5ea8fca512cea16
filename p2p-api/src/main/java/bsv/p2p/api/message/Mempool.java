package bsv.p2p.api.message;

import java.util.OptionalLong;

/// Asks for an [Inv] of the transactions that wait for a block. Nodes disconnect strangers for the first two forms and ignore the third.
/// Source: net/mempool_msg.h.
///
/// @param age seconds; present in the form AGE alone
public record Mempool(Form form, OptionalLong age) implements Message {
    public static final Command COMMAND = new Command("mempool");

    public Mempool {
        if (age.isPresent() != (form == Form.AGE)) throw new IllegalArgumentException("age goes with the form AGE, here is " + form);
    }

    /// What is on the wire.
    public enum Form {
        /// Nothing, as BIP 35 has it.
        EMPTY,
        /// A zero byte: no age follows.
        NO_AGE,
        /// A one and an age.
        AGE
    }

    /// Asks for all.
    public static Mempool all() {
        return new Mempool(Form.EMPTY, OptionalLong.empty());
    }

    public static Mempool ofAge(long seconds) {
        return new Mempool(Form.AGE, OptionalLong.of(seconds));
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
