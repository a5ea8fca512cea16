package bsv.p2p.testkit;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.EnrichedHeader;
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
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.MerkleProof;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.ProvenTransaction;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.ShortId;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.StreamType;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Messages for tests, canonical ones: encoding and decoding gives them back. The same seed gives the same messages in the same order.
/// Not safe for many threads.
public final class MessageSamples {
    private final Samples samples;
    private final List<Supplier<Message>> kinds = List.of(this::addr, this::authCh, this::authResp, this::block, () -> new BlockTxn(hash(), several(this::transaction)),
            this::cmpctBlock, () -> new CreateStrm(associationId(), streamType(), "Default"), () -> new DataRefTx(transaction(), proof()), this::dsDetected,
            () -> new FeeFilter(number()), () -> new FilterAdd(someBytes()), FilterClear::new, () -> new FilterLoad(someBytes(), u32(), u32(), (int) (u32() >>> 24)),
            GetAddr::new, () -> new GetBlockTxn(hash(), indexes((int) (u32() >>> 27))), this::getBlocks, () -> new GetData(items()),
            () -> new GetHdrsEn((int) number(), several(this::hash), hash()), this::getHeaders, () -> new HdrsEn(several(this::enrichedHeader)),
            this::headers, () -> new Inv(items()), this::mempool, () -> new MerkleBlock(header(), u32(), several(this::hash), someBytes()), () -> new NotFound(items()),
            () -> new Ping(number()), () -> new Pong(number()), this::protoConf, this::reject, this::revokeMid, () -> new SendCmpct(flag(), number()), SendHdrsEn::new,
            SendHeaders::new, () -> new StreamAck(associationId(), streamType()), () -> new Tx(transaction()), this::unknown, Verack::new, this::version);

    public MessageSamples(long seed) {
        samples = new Samples(seed);
    }

    /// A message of each kind.
    public List<Message> oneOfEach() {
        return kinds.stream().map(Supplier::get).toList();
    }

    /// A message of any kind.
    public Message any() {
        return samples.oneOf(kinds).get();
    }

    public Addr addr() {
        return new Addr(several(() -> new TimestampedAddress(u32(), address())));
    }

    public AuthCh authCh() {
        return new AuthCh(u32(), AuthCh.MESSAGE_LENGTH, bytes(AuthCh.MESSAGE_LENGTH));
    }

    public AuthResp authResp() {
        return new AuthResp(bytes(AuthResp.MAX_PUBLIC_KEY), number(), bytes(samples.between(AuthResp.MIN_SIGNATURE, AuthResp.MAX_SIGNATURE)));
    }

    public BlockHeader header() {
        return new BlockHeader(samples.random().nextInt(), samples.hash(), samples.hash(), u32(), u32(), u32());
    }

    public Block block() {
        return new Block(header(), several(this::transaction));
    }

    public Transaction transaction() {
        return Transaction.of(samples.random().nextInt(), several(() -> new TxInput(samples.hash(), u32(), someBytes(), u32())),
                several(() -> new TxOutput(number(), someBytes())), u32());
    }

    /// A compact block of random ids: no block comes of it.
    public CmpctBlock cmpctBlock() {
        var prefilled = indexes(samples.between(0, 3)).stream().map(index -> new PrefilledTransaction(index, transaction())).toList();
        return new CmpctBlock(header(), number(), several(() -> new ShortId(number() >>> 16)), prefilled);
    }

    /// A proof of a txid that leads nowhere.
    public MerkleProof proof() {
        return new MerkleProof(MerkleProof.TXID_TO_BLOCK, u32(), samples.hash(), Optional.empty(), samples.hash(), nodes());
    }

    public EnrichedHeader enrichedHeader() {
        return new EnrichedHeader(header(), u32(), flag(), given(flag(), new ProvenTransaction(transaction(), proof())), given(flag(), new ProvenTransaction(transaction(), proof())));
    }

    public DsDetected dsDetected() {
        return new DsDetected(Stream.generate(this::fork).limit(samples.between(DsDetected.MIN_FORKS, 4)).toList());
    }

    public GetBlocks getBlocks() {
        return new GetBlocks(samples.random().nextInt(), several(samples::hash), samples.hash());
    }

    public GetHeaders getHeaders() {
        return new GetHeaders(samples.random().nextInt(), several(samples::hash), Hash256.ZERO);
    }

    public Headers headers() {
        return Headers.of(several(this::header));
    }

    public Mempool mempool() {
        return samples.oneOf(List.of(Mempool.all(), new Mempool(Mempool.Form.NO_AGE, OptionalLong.empty()), Mempool.ofAge(number())));
    }

    public ProtoConf protoConf() {
        return samples.oneOf(List.of(ProtoConf.of(2_097_152, "Default,BlockPriority"), new ProtoConf(1, u32(), Optional.empty(), Bytes.EMPTY),
                new ProtoConf(3, u32(), Optional.of(""), bytes(5))));
    }

    public Reject reject() {
        return samples.oneOf(List.of(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "too busy \u00ff\n"),
                new Reject("tx", samples.between(0, 255), "x".repeat(Reject.MAX_REASON), Optional.of(samples.hash()))));
    }

    public RevokeMid revokeMid() {
        return new RevokeMid(u32(), key(), key(), key(), bytes(samples.between(0, RevokeMid.MAX_SIGNATURE)), bytes(samples.between(0, RevokeMid.MAX_SIGNATURE)));
    }

    public Unknown unknown() {
        return new Unknown(new Command("what" + samples.between(0, 9)), someBytes());
    }

    /// A version message as old and new programs send it, with more or fewer of the later fields.
    public Version version() {
        int fields = samples.between(0, 5);
        return new Version(samples.random().nextInt(), number(), number(), address(), given(fields > 0, address()),
                fields > 0 ? OptionalLong.of(number()) : OptionalLong.empty(), given(fields > 1, samples.oneOf(List.of("", "/Bitcoin SV:1.2.2/", "\u00ff\n\u0000\""))),
                fields > 2 ? OptionalInt.of(samples.random().nextInt()) : OptionalInt.empty(), given(fields > 3, flag()), given(fields > 4, samples.oneOf(List.of(Bytes.EMPTY, associationId()))));
    }

    private DsDetected.Fork fork() {
        var transaction = transaction();
        var headers = Stream.generate(this::header).limit(samples.between(1, 3)).toList();
        return new DsDetected.Fork(headers, new MerkleProof(MerkleProof.WHOLE_TO_MERKLE_ROOT, samples.between(1, 1000), transaction.txid(), Optional.of(transaction),
                headers.getFirst().merkleRoot(), nodes()));
    }

    private List<MerkleProof.Node> nodes() {
        return several(() -> new MerkleProof.Node(0, samples.hash()));
    }

    private List<Long> indexes(int count) {
        return samples.random().longs(count, 0, 1L << 32).distinct().sorted().boxed().toList();
    }

    private Bytes associationId() {
        return Bytes.parseHex("00" + bytes(16).toHex());
    }

    private StreamType streamType() {
        return samples.oneOf(List.of(StreamType.values()));
    }

    private Bytes key() {
        return Bytes.parseHex("03" + bytes(RevokeMid.KEY_LENGTH - 1).toHex());
    }

    private List<InventoryItem> items() {
        return several(() -> new InventoryItem(u32(), samples.hash()));
    }

    private NetworkAddress address() {
        return NetworkAddress.of(number(), samples.endpoint());
    }

    private <T> List<T> several(Supplier<T> maker) {
        return Stream.generate(maker).limit(samples.between(0, 5)).toList();
    }

    private Bytes someBytes() {
        return bytes(samples.between(0, 300));
    }

    private Bytes bytes(int length) {
        var bytes = new byte[length];
        samples.random().nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Hash256 hash() {
        return samples.hash();
    }

    private long number() {
        return samples.random().nextLong();
    }

    private long u32() {
        return number() >>> 32;
    }

    private boolean flag() {
        return samples.random().nextBoolean();
    }

    private static <T> Optional<T> given(boolean is, T value) {
        return is ? Optional.of(value) : Optional.empty();
    }
}
