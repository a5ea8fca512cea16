package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterClear;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHdrsEn;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All messages that are read and written, by command. A command without a row here is [Unknown], bytes kept.
///
/// Safe to use from any thread.
public final class MessageCodecs {
    /// One row for each message.
    public static final List<MessageCodec<?>> ALL = List.of(
            AddressCodecs.ADDR, AddressCodecs.GET_ADDR,
            BlockCodecs.BLOCK, BlockCodecs.GET_BLOCKS, BlockCodecs.GET_HEADERS, BlockCodecs.HEADERS,
            CompactCodecs.BLOCK_TXN, CompactCodecs.CMPCT_BLOCK, CompactCodecs.GET_BLOCK_TXN,
            ControlCodecs.FEE_FILTER, ControlCodecs.PING, ControlCodecs.PONG, ControlCodecs.REJECT, ControlCodecs.SEND_CMPCT, ControlCodecs.SEND_HEADERS,
            EnrichedCodecs.GET_HDRS_EN, EnrichedCodecs.HDRS_EN, EnrichedCodecs.SEND_HDRS_EN,
            FilterCodecs.FILTER_ADD, FilterCodecs.FILTER_CLEAR, FilterCodecs.FILTER_LOAD, FilterCodecs.MEMPOOL, FilterCodecs.MERKLE_BLOCK,
            HandshakeCodecs.AUTH_CH, HandshakeCodecs.PROTO_CONF, HandshakeCodecs.VERACK, HandshakeCodecs.VERSION,
            InventoryCodecs.GET_DATA, InventoryCodecs.INV, InventoryCodecs.NOT_FOUND,
            MinerCodecs.AUTH_RESP, MinerCodecs.REVOKE_MID,
            ProofCodecs.DATA_REF_TX, ProofCodecs.DS_DETECTED,
            StreamCodecs.CREATE_STRM, StreamCodecs.STREAM_ACK,
            TransactionCodecs.TX);

    private static final Map<Command, MessageCodec<?>> BY_COMMAND = ALL.stream().collect(Collectors.toUnmodifiableMap(MessageCodec::command, Function.identity()));

    /// The rows again, each in the place that the bytes of its command give: the usual frame is told without a string. Where two fall into
    /// one place the first is spelled out each time, which is slower and no different.
    private static final @Nullable Named[] NAMED = new Named[256];

    static {
        for (var codec : ALL) {
            var field = CommandField.of(codec.command());
            NAMED[place(field.head(), field.tail())] = new Named(field.head(), field.tail(), Optional.of(codec));
        }
    }

    private MessageCodecs() {}

    private record Named(long head, int tail, Optional<MessageCodec<?>> codec) {}

    /// The row of the command with these bytes in a header, made anew for one that we do not know; empty if the bytes are no command.
    static Optional<MessageCodec<?>> named(long head, int tail) {
        var named = NAMED[place(head, tail)];
        return named != null && named.head == head && named.tail == tail ? named.codec : new CommandField(head, tail).command().map(MessageCodecs::of);
    }

    private static int place(long head, int tail) {
        return (int) (((head ^ tail) * 0x9e37_79b9_7f4a_7c15L) >>> 56);
    }

    private static MessageCodec<?> of(Command command) {
        var codec = BY_COMMAND.get(command);
        return codec == null ? MessageCodec.unknown(command) : codec;
    }

    /// Reads the payload of a message: all readable bytes of `payload`, which are copied once. Bytes after the last field are ignored,
    /// as nodes do. Lists and scripts are made when asked for, from that one copy.
    ///
    /// @throws MalformedMessage if the bytes are not such a message; nothing else is ever thrown for what they hold
    public static Message decode(Command command, ByteBuf payload) {
        var bytes = new byte[payload.readableBytes()];
        payload.readBytes(bytes);
        return decode(command, Bytes.wrap(bytes));
    }

    static Message decode(Command command, Bytes payload) {
        return of(command).read(payload);
    }

    /// Appends the payload of `message`.
    public static void encode(Message message, ByteBuf out) {
        switch (message) {
            case Addr m -> AddressCodecs.ADDR.write(m, out);
            case AuthCh m -> HandshakeCodecs.AUTH_CH.write(m, out);
            case AuthResp m -> MinerCodecs.AUTH_RESP.write(m, out);
            case Block m -> BlockCodecs.BLOCK.write(m, out);
            case BlockTxn m -> CompactCodecs.BLOCK_TXN.write(m, out);
            case CmpctBlock m -> CompactCodecs.CMPCT_BLOCK.write(m, out);
            case CreateStrm m -> StreamCodecs.CREATE_STRM.write(m, out);
            case DataRefTx m -> ProofCodecs.DATA_REF_TX.write(m, out);
            case DsDetected m -> ProofCodecs.DS_DETECTED.write(m, out);
            case FeeFilter m -> ControlCodecs.FEE_FILTER.write(m, out);
            case FilterAdd m -> FilterCodecs.FILTER_ADD.write(m, out);
            case FilterClear m -> FilterCodecs.FILTER_CLEAR.write(m, out);
            case FilterLoad m -> FilterCodecs.FILTER_LOAD.write(m, out);
            case GetAddr m -> AddressCodecs.GET_ADDR.write(m, out);
            case GetBlockTxn m -> CompactCodecs.GET_BLOCK_TXN.write(m, out);
            case GetBlocks m -> BlockCodecs.GET_BLOCKS.write(m, out);
            case GetData m -> InventoryCodecs.GET_DATA.write(m, out);
            case GetHdrsEn m -> EnrichedCodecs.GET_HDRS_EN.write(m, out);
            case GetHeaders m -> BlockCodecs.GET_HEADERS.write(m, out);
            case HdrsEn m -> EnrichedCodecs.HDRS_EN.write(m, out);
            case Headers m -> BlockCodecs.HEADERS.write(m, out);
            case Inv m -> InventoryCodecs.INV.write(m, out);
            case Mempool m -> FilterCodecs.MEMPOOL.write(m, out);
            case MerkleBlock m -> FilterCodecs.MERKLE_BLOCK.write(m, out);
            case NotFound m -> InventoryCodecs.NOT_FOUND.write(m, out);
            case Ping m -> ControlCodecs.PING.write(m, out);
            case Pong m -> ControlCodecs.PONG.write(m, out);
            case ProtoConf m -> HandshakeCodecs.PROTO_CONF.write(m, out);
            case Reject m -> ControlCodecs.REJECT.write(m, out);
            case RevokeMid m -> MinerCodecs.REVOKE_MID.write(m, out);
            case SendCmpct m -> ControlCodecs.SEND_CMPCT.write(m, out);
            case SendHdrsEn m -> EnrichedCodecs.SEND_HDRS_EN.write(m, out);
            case SendHeaders m -> ControlCodecs.SEND_HEADERS.write(m, out);
            case StreamAck m -> StreamCodecs.STREAM_ACK.write(m, out);
            case Tx m -> TransactionCodecs.TX.write(m, out);
            case Unknown m -> PayloadWriter.bytes(m.payload(), out);
            case Verack m -> HandshakeCodecs.VERACK.write(m, out);
            case Version m -> HandshakeCodecs.VERSION.write(m, out);
        }
    }

    /// Most payload bytes that a command may announce. Source: protocol.cpp, GetMaxMessageLength.
    public static long maxPayload(Command command, PayloadLimits limits) {
        return of(command).maxPayload(limits);
    }
}
