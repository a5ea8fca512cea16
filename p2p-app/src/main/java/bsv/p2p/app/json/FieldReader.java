package bsv.p2p.app.json;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.peer.IpAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads the fields of a message as somebody wrote them. What does not fit is an IllegalArgumentException that names the place,
/// what was expected and what was found.
final class FieldReader {
    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MIN_I64 = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_I64 = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MAX_U32 = BigInteger.valueOf(0xffff_ffffL);

    private final String path;
    private final JsonNode node;

    private FieldReader(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /// @param path where `node` stands, for errors
    static FieldReader of(String path, JsonNode node) {
        return new FieldReader(path, node);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /// What `read` finds, if the field is there.
    <T> Optional<T> optional(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    FieldReader object(String name) {
        return new FieldReader(path + "." + name, expect(name, "an object", JsonNode::isObject));
    }

    List<FieldReader> objects(String name) {
        var list = elements(name);
        return list.stream().map(element -> {
            if (!element.node.isObject()) throw wrong(element.path, "an object", element.node);
            return element;
        }).toList();
    }

    List<Hash256> hashes(String name) {
        return elements(name).stream().map(element -> hash(element.path, element.node)).toList();
    }

    Hash256 hash(String name) {
        return hash(path + "." + name, required(name));
    }

    Bytes hex(String name) {
        var text = expect(name, "bytes as hex", JsonNode::isString).stringValue();
        try {
            return Bytes.parseHex(text);
        } catch (IllegalArgumentException _) {
            throw wrong(path + "." + name, "bytes as hex", node.get(name));
        }
    }

    String text(String name) {
        return expect(name, "a text", JsonNode::isString).stringValue();
    }

    /// Text whose characters are the bytes on the wire: from `name_hex` if it is there, else from `name`.
    String bytesAsText(String name) {
        if (has(name + "_hex")) return hex(name + "_hex").toLatin1();
        return Bytes.ofLatin1(text(name)).toLatin1();
    }

    /// An address: from `ip_hex` if it is there, else from `ip`.
    IpAddress ip() {
        if (!has("ip_hex")) return IpAddress.parse(text("ip"));
        var bytes = hex("ip_hex");
        if (bytes.length() != 16) throw wrong(path + ".ip_hex", "16 bytes as hex", node.get("ip_hex"));
        return IpAddress.of(bytes.toArray());
    }

    boolean flag(String name) {
        return expect(name, "true or false", JsonNode::isBoolean).booleanValue();
    }

    int i32(String name) {
        return number(name, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    long u32(String name) {
        return number(name, BigInteger.ZERO, MAX_U32).longValue();
    }

    long i64(String name) {
        return number(name, MIN_I64, MAX_I64).longValue();
    }

    /// The 64 bits of an unsigned number.
    long u64(String name) {
        return number(name, BigInteger.ZERO, MAX_U64).longValue();
    }

    int inRange(String name, int min, int max) {
        return number(name, BigInteger.valueOf(min), BigInteger.valueOf(max)).intValue();
    }

    /// A list of unsigned 32-bit numbers.
    List<Long> u32s(String name) {
        return elements(name).stream().map(element -> number(element.path, element.node, BigInteger.ZERO, MAX_U32).longValue()).toList();
    }

    /// A list of bytes, each of a length.
    List<Bytes> hexes(String name, int length) {
        return elements(name).stream().map(element -> {
            if (!element.node.isString() || !element.node.stringValue().matches("[0-9a-fA-F]{%d}".formatted(2 * length))) {
                throw wrong(element.path, length + " bytes as hex", element.node);
            }
            return Bytes.parseHex(element.node.stringValue());
        }).toList();
    }

    /// A transaction in its bytes.
    Transaction transaction(String name) {
        var wire = hex(name);
        try {
            var read = Transaction.ofWire(wire);
            // Its parts make its bytes: nothing is missing, nothing is left.
            if (Transaction.of(read.version(), read.inputs(), read.outputs(), read.lockTime()).equals(read)) return read;
        } catch (IndexOutOfBoundsException _) {
            // as below
        }
        throw wrong(path + "." + name, "the bytes of a transaction", node.get(name));
    }

    private BigInteger number(String name, BigInteger min, BigInteger max) {
        return number(path + "." + name, required(name), min, max);
    }

    /// A JSON number or a decimal text, whichever people prefer.
    private static BigInteger number(String place, JsonNode value, BigInteger min, BigInteger max) {
        if (value.isIntegralNumber() || (value.isString() && value.stringValue().matches("-?\\d{1,20}"))) {
            var number = value.isString() ? new BigInteger(value.stringValue()) : value.bigIntegerValue();
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) return number;
        }
        throw wrong(place, "a whole number " + min + ".." + max, value);
    }

    private List<FieldReader> elements(String name) {
        var list = expect(name, "a list", JsonNode::isArray);
        var elements = new ArrayList<FieldReader>(list.size());
        for (int i = 0; i < list.size(); i++) elements.add(new FieldReader(path + "." + name + "[" + i + "]", list.get(i)));
        return elements;
    }

    private JsonNode required(String name) {
        return expect(name, "a value", value -> !value.isNull());
    }

    private JsonNode expect(String name, String expected, Function<JsonNode, Boolean> fits) {
        var value = node.get(name);
        if (value == null) throw new IllegalArgumentException(path + "." + name + " is missing, expected " + expected);
        if (!fits.apply(value)) throw wrong(path + "." + name, expected, value);
        return value;
    }

    private static Hash256 hash(String place, JsonNode node) {
        if (!node.isString() || !node.stringValue().matches("[0-9a-fA-F]{64}")) throw wrong(place, "a hash of 64 hex digits", node);
        return Hash256.parse(node.stringValue());
    }

    private static IllegalArgumentException wrong(String place, String expected, JsonNode found) {
        return new IllegalArgumentException("%s: expected %s, found %s".formatted(place, expected, JsonText.shortened(found)));
    }
}
