package bsv.p2p.app.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.message.Command;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodeLineTest {
    private static final EncodeLine ENCODE = new EncodeLine(LineText.ANY, Optional.empty());
    private static final String PING = "dab5bffa70696e670000000000000000080000008c820c800700000000000000";

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"command\":\"ping\",\"network\":\"regtest\",\"fields\":{\"nonce\":\"7\"}}",
        "{\"command\":\"ping\",\"network\":\"REGTEST\",\"fields\":{\"nonce\":7}}",
        "{\"command\":\"ping\",\"network\":\"mine:dab5bffa:1\",\"payload_hex\":\"0700000000000000\"}",
        "{\"command\":\"ping\",\"network\":\"regtest\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"payload_hex\":\"0700000000000000\"}}",
    })
    void fieldsAndPayloadsBecomeFrames(String json) {
        assertThat(encode(json)).isEqualTo(PING);
    }

    @Test
    void aCommandThatNobodyKnowsIsSentAsItsBytes() {
        assertThat(encode("{\"command\":\"hello\",\"network\":\"regtest\",\"payload_hex\":\"\"}"))
                .isEqualTo("dab5bffa" + "68656c6c6f00000000000000" + "00000000" + "5df6e0e2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            nothing                                                        | expected a JSON object
            []                                                             | expected a JSON object
            {} {}                                                          | expected a JSON object
            {"command":"ping","command":"ping"}                            | expected a JSON object: Duplicate
            {"error":"BAD_MAGIC","detail":""}                              | this line is an error of p2p decode: BAD_MAGIC
            {"command":"ping","network":"regtest"}                         | expected either fields or payload_hex
            {"command":"ping","network":"regtest","fields":[]}             | fields: expected an object
            {"command":"ping","network":"regtest","fields":{}}             | fields.nonce is missing
            {"command":"ping","network":"regtest","fields":{"nonce":-1}}   | fields.nonce: expected a whole number 0..18446744073709551615, found -1
            {"command":"ping","network":"regtest","fields":{"nonce":1.5}}  | fields.nonce: expected a whole number
            {"command":"ping","network":"regtest","fields":{"nonce":"0x7"}} | fields.nonce: expected a whole number
            {"command":"ping","network":"regtest","fields":{"nonce":7,"nonse":7}} | fields.nonse: there is no such field
            {"command":"ping","network":"moon","fields":{"nonce":7}}       | expected mainnet, testnet, stn, regtest
            {"command":"ping","network":7,"fields":{"nonce":7}}            | network: expected a text
            {"command":"pingpingpingping","network":"stn","payload_hex":""} | a command has at most 12 characters
            {"command":"ping","network":"stn","payload_hex":"0"}           | payload_hex: expected bytes as hex
            {"command":"ping","network":"stn","fields":{},"payload_hex":""} | expected either fields or payload_hex
            {"command":"ping","network":"stn","feilds":{}}                 | found "feilds"
            {"command":"hello","network":"stn","fields":{}}                | fields.payload_hex is missing
            {"command":"block","network":"stn","fields":{}}                | fields.transactions is missing: txids do not make transactions
            {"command":"inv","network":"stn","fields":{"inventory":[{"type":1,"hash":"00"}]}} | fields.inventory[0].hash: expected a hash of 64 hex digits, found "00"
            {"command":"blocktxn","network":"stn","fields":{}}             | fields.transactions is missing
            {"command":"mempool","network":"stn","fields":{"form":"x"}}    | fields.form: expected empty, flag0 or age, found "x"
            {"command":"mempool","network":"stn","fields":{"form":"age"}}  | age goes with the form AGE
            {"command":"getblocktxn","network":"stn","fields":{"block_hash":"0000000000000000000000000000000000000000000000000000000000000000","indexes":[1,"x"]}} | fields.indexes[1]: expected a whole number 0..4294967295, found "x"
            {"command":"getblocktxn","network":"stn","fields":{"block_hash":"0000000000000000000000000000000000000000000000000000000000000000","indexes":[2,1]}} | 1 follows 2
            {"command":"streamack","network":"stn","fields":{"association_id_hex":"","stream_type":6}} | fields.stream_type: expected a whole number 0..5, found 6
            {"command":"inv","network":"stn","fields":{"inventory":[7]}}   | fields.inventory[0]: expected an object, found 7
            {"command":"inv","network":"stn","fields":{"inventory":[],"count":1}} | fields.count: expected 0, which follows from the other fields, found 1
            {"command":"addr","network":"stn","fields":{"addresses":[{"time":1,"services":"1","ip":"1.2.3.4","ip_hex":"00000000000000000000ffff01020305","port":1}]}} | fields.addresses[0].ip: expected "1.2.3.5"
            {"command":"addr","network":"stn","fields":{"addresses":[{"time":1,"services":"1","ip":"here","port":1}]}} | expected an IPv4 or IPv6 address
            {"command":"addr","network":"stn","fields":{"addresses":[{"time":1,"services":"1","ip":"1.2.3.4","port":65536}]}} | fields.addresses[0].port: expected a whole number 0..65535
            {"command":"reject","network":"stn","fields":{"message":"tx","code":1,"reason":"€"}} | expected characters up to U+00FF only
            {"command":"sendcmpct","network":"stn","fields":{"announce":"yes","version":"1"}} | fields.announce: expected true or false
            """)
    void whatCannotBeWrittenIsSaidWithItsPlace(String json, String problem) {
        assertThatIllegalArgumentException().isThrownBy(() -> encode(json)).withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01000000000000000000ff", "0100000001000000", "01000000feffffffff000000000000", "01000000fdffffff"})
    void whatIsNoTransactionIsRefused(String hex) {
        var header = "\"version\":1,\"prev_block\":\"%1$s\",\"merkle_root\":\"%1$s\",\"time\":1,\"bits\":1,\"header_nonce\":1".formatted("00".repeat(32));
        assertThatIllegalArgumentException().isThrownBy(() -> encode("{\"command\":\"cmpctblock\",\"network\":\"stn\",\"fields\":{" + header
                + ",\"nonce\":\"1\",\"short_ids\":[],\"prefilled\":[{\"index\":0,\"tx_hex\":\"" + hex + "\"}]}}"))
                .withMessageContaining("fields.prefilled[0].tx_hex: expected the bytes of a transaction");
    }

    @Test
    void fieldsThatFollowFromOthersMayBeLeftOutOrWrittenInOtherWays() {
        var whole = encode("{\"command\":\"addr\",\"network\":\"stn\",\"fields\":{\"count\":1,\"addresses\":[{\"time\":1,\"services\":\"1\","
                + "\"ip\":\"2001:db8::1\",\"ip_hex\":\"20010DB8000000000000000000000001\",\"port\":1}]}}");

        assertThat(encode("{\"command\":\"addr\",\"network\":\"stn\",\"fields\":{\"addresses\":[{\"time\":1,\"services\":1,\"ip\":\"2001:0DB8::0001\",\"port\":1}]}}"))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, '{\"fields\":{\"nonce\":\"7\"}}', 0700000000000000", "BASE64, '{\"fields\":{\"nonce\":\"7\"}}', BwAAAAAAAAA=",
        "ANY, '{\"command\":\"ping\",\"network\":\"stn\",\"payload_hex\":\"0700\"}', 0700",
    })
    void payloadsNeedNoFrame(LineText text, String json, String payload) {
        assertThat(new EncodeLine(text, Optional.of(new Command("ping"))).encode(new BoundedLines.Line(1, Optional.of(json)))).isEqualTo(payload);
    }

    @Test
    void aPayloadIsOfTheMessageThatWasNamed() {
        var line = new BoundedLines.Line(1, Optional.of("{\"command\":\"pong\",\"fields\":{\"nonce\":\"7\"}}"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EncodeLine(LineText.ANY, Optional.of(new Command("ping"))).encode(line))
                .withMessage("command: expected \"ping\", found \"pong\"");
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> encode("[".repeat(200_000))).withMessageStartingWith("expected a JSON object");
    }

    @Test
    void aLineThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ENCODE.encode(new BoundedLines.Line(1, Optional.empty()))).withMessageContaining("characters on a line");
    }

    private static String encode(String json) {
        return ENCODE.encode(new BoundedLines.Line(1, Optional.of(json)));
    }
}
