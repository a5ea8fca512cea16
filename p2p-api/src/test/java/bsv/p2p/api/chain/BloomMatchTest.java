package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which transactions a filter wants. Filters here are so large that chance does not say yes.
class BloomMatchTest {
    private static final String KEY = "02" + "aa".repeat(32);
    private static final String KEY_HASH = "bb".repeat(20);
    private static final String SIGNATURE = "cc".repeat(70);
    private static final Hash256 SPENT = Hash256.ofWords(1, 2, 3, 4);
    private static final Transaction PAYS = Transaction.of(1, List.of(new TxInput(SPENT, 7, Bytes.parseHex("46" + SIGNATURE), 0)),
            List.of(new TxOutput(1, Bytes.parseHex("21" + KEY + "ac")), new TxOutput(2, Bytes.parseHex("76a914" + KEY_HASH + "88ac"))), 0);

    @Test
    void aTransactionIsWantedForItsTxidItsScriptsOrWhatItSpends() {
        assertThat(holding(0).matches(PAYS)).isFalse();
        assertThat(holding(0, Bytes.wrap(PAYS.txid().toArray())).matches(PAYS)).isTrue();
        assertThat(holding(0, Bytes.parseHex(KEY)).matches(PAYS)).isTrue();
        assertThat(holding(0, Bytes.parseHex(KEY_HASH)).matches(PAYS)).isTrue();
        assertThat(holding(0, Bytes.parseHex(SIGNATURE)).matches(PAYS)).isTrue();
        assertThat(holding(0, outpoint(SPENT, 7)).matches(PAYS)).isTrue();
        assertThat(holding(0, outpoint(SPENT, 6)).matches(PAYS)).isFalse();
        assertThat(holding(0, Bytes.wrap(SPENT.toArray())).matches(PAYS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "1, true, true", "2, true, false", "3, false, false"})
    void outputsThatMatchArePutInAsTheFlagsSay(int flags, boolean bareKey, boolean keyHash) {
        var filter = holding(flags, Bytes.parseHex(KEY), Bytes.parseHex(KEY_HASH));
        assertThat(filter.matches(PAYS)).isTrue();
        assertThat(filter.matches(spending(0))).isEqualTo(bareKey);
        assertThat(filter.matches(spending(1))).isEqualTo(keyHash);
        assertThat(filter.matches(spending(2))).isFalse();
    }

    @Test
    void aMatchOfTheTxidAlonePutsNothingIn() {
        var filter = holding(1, Bytes.wrap(PAYS.txid().toArray()));
        assertThat(filter.matches(PAYS)).isTrue();
        assertThat(filter.matches(spending(0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''", "02aabb, aabb", "4c02aabb, aabb", "4d0200aabb, aabb", "4e02000000aabb, aabb", "76a902aabb88ac, aabb", "01aa02bbcc, 'aa,bbcc'",
        "00, ''", "4c00, ''", "02aa, ''", "4c, ''", "4c05aa, ''", "4d02, ''", "4e020000, ''", "4effffffffaa, ''", "01aa4c, aa", "60ac01aa, aa",
    })
    void dataIsPushedInAnyForm(String script, String pushes) {
        assertThat(ScriptPushes.of(Bytes.parseHex(script))).isEqualTo(pushes.isEmpty() ? List.of() : List.of(pushes.split(",", -1)).stream().map(Bytes::parseHex).toList());
    }

    @Test
    void bareKeysAreOneOrSomeOfSeveral() {
        var old = "41" + "04" + "aa".repeat(64);
        var key = "21" + KEY;
        assertThat(List.of(key + "ac", old + "ac", "51" + key + "51ae", "51" + key + old + "52ae", "52" + key + old + "52ae"))
                .allMatch(script -> ScriptPushes.isOfBareKeys(Bytes.parseHex(script)));
        assertThat(List.of("", "ac", key, "20" + "aa".repeat(32) + "ac", key + key + "ac", "76" + key + "ac", "53" + key + old + "52ae", "51" + key + old + "51ae", "51" + key + "5151ae",
                "50" + key + "51ae", key + "ae", "76a914" + KEY_HASH + "88ac")).noneMatch(script -> ScriptPushes.isOfBareKeys(Bytes.parseHex(script)));
    }

    private static Transaction spending(long index) {
        return Transaction.of(1, List.of(new TxInput(PAYS.txid(), index, Bytes.EMPTY, 0)), List.of(), 0);
    }

    private static BloomFilter holding(int flags, Bytes... elements) {
        var filter = BloomFilter.create(100, 1e-9, 5, flags);
        for (var element : elements) filter.insert(element);
        return filter;
    }

    private static Bytes outpoint(Hash256 txid, int index) {
        return Bytes.parseHex(Bytes.wrap(txid.toArray()).toHex() + "%02x000000".formatted(index));
    }
}
