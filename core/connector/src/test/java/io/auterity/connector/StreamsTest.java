package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.LogVendor.FollowLog;
import io.auterity.connector.LogVendor.LogLine;
import io.auterity.connector.LogVendor.WhichFile;
import io.auterity.spi.Applied;
import io.auterity.spi.Content;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Replies that are handed on piece by piece, and bytes that are handed on as they are. */
class StreamsTest {

  private static final String BYTES =
      """
      request: GET /file
      reads: bytes
      result: {name: "${input.name}", size: "${length}", content: "${body}"}\
      """;

  private static final String LINES =
      """
      request: GET /log
      reads: stream
      stream: {from: "${input.position}"}
      result: {text: "${it}", position: "${position}"}
      """;

  private static ScriptedReply pieces(byte[]... pieces) {
    return new ScriptedReply(200, Map.of(), List.of(pieces), null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<LogLine> all(Events<LogLine> events) {
    List<LogLine> all = new ArrayList<>();
    for (LogLine line = events.next(); line != null; line = events.next()) {
      all.add(line);
    }
    return all;
  }

  private static List<LogLine> all(LogVendor vendor, long position) {
    return all(vendor.logs.follow(new FollowLog(position), vendor.call()));
  }

  @Property(tries = 50)
  void linesAreTheSameWhereverTheReplyIsTorn(@ForAll @IntRange(min = 1, max = 7) int size) {
    byte[] log = utf8("eins\r\nzwei ü€😀\n\nlast");
    List<byte[]> torn = new ArrayList<>();
    for (int i = 0; i < log.length; i += size) {
      torn.add(java.util.Arrays.copyOfRange(log, i, Math.min(log.length, i + size)));
    }
    LogVendor vendor = new LogVendor(LINES, pieces(torn.toArray(new byte[0][])));

    assertThat(all(vendor, 0))
        .containsExactly(
            new LogLine("eins", 6),
            new LogLine("zwei ü€😀", 21),
            new LogLine("", 22),
            new LogLine("last", 26));
  }

  @Test
  void whatLiesBeforeThePositionIsDropped() {
    LogVendor vendor = new LogVendor(LINES, pieces(utf8("one\ntw"), utf8("o\nthree\n")));

    assertThat(all(vendor, 4)).containsExactly(new LogLine("two", 8), new LogLine("three", 14));
  }

  @Test
  void aVendorIsAskedAgainFromWhereItsReplyEnded() {
    LogVendor vendor =
        new LogVendor(
            """
            request: GET /log
            reads: stream
            stream: {from: "${input.position}", at: start, next: "${headers['x-size']}",
                     more: "${headers['x-more'] == 'true'}", every: 3}
            result: {text: "${it}", position: "${position}"}
            """,
            new ScriptedReply(
                200,
                Map.of("x-size", List.of("20"), "x-more", List.of("true")),
                List.of(utf8("one\ntwo\nth")),
                null),
            new ScriptedReply(
                200, Map.of("x-size", List.of("30")), List.of(utf8("ree\nfour\n")), null));

    assertThat(all(vendor, 5))
        .containsExactly(
            new LogLine("one", 5),
            new LogLine("two", 5),
            new LogLine("three", 20),
            new LogLine("four", 30));
    assertThat(vendor.sent())
        .containsExactly(
            "GET https://vendor.example/log?start=5", "GET https://vendor.example/log?start=20");
  }

  @Test
  void aLogThatIsSentWholeIsAskedForTheLessOftenTheLongerItIs() {
    byte[] log = utf8(("x".repeat(9_999) + "\n").repeat(1_100));
    LogVendor vendor =
        new LogVendor(
            """
            request: GET /job/log
            reads: stream
            stream: {from: "${input.position}", more: "${headers['x-more'] == 'true'}"}
            result: {text: "${it}", position: "${position}"}
            """,
            new ScriptedReply(200, Map.of("x-more", List.of("true")), List.of(utf8("one\n")), null),
            new ScriptedReply(200, Map.of("x-more", List.of("true")), List.of(log), null),
            pieces(log));
    FakeCall call = vendor.call();
    Instant begun = call.time().instant();

    Events<LogLine> events = vendor.logs.follow(new FollowLog(0), call);
    while (events.next() != null) {}

    assertThat(Duration.between(begun, call.time().instant()))
        .isEqualTo(Duration.ofSeconds(2 + 22));
  }

  @Test
  void aLogThatIsSentWholeIsAskedForUntilItsJobEnds() {
    LogVendor vendor =
        new LogVendor(
            """
            support: emulated
            steps:
              - {id: job, request: GET /job}
              - {id: log, request: GET /job/log, reads: stream}
            stream: {from: "${input.position}", more: "${job.status == 'running'}"}
            result: {text: "${it}", position: "${position}"}
            """,
            ScriptedReply.of(200, "{\"status\": \"running\"}"),
            pieces(utf8("one\ntw")),
            ScriptedReply.of(200, "{\"status\": \"done\"}"),
            pieces(utf8("one\ntwo\nend")));

    assertThat(all(vendor, 0))
        .containsExactly(new LogLine("one", 4), new LogLine("two", 8), new LogLine("end", 11));
  }

  @Test
  void serverSentEventsAreReadUntilOneEndsThem() {
    LogVendor vendor =
        new LogVendor(
            """
            request: GET /events
            reads: stream
            stream: {cut: events, until: "${it.data == 'eof'}"}
            where: ${it.event != 'ping'}
            result: {text: "${fromJson(it.data).out}", position: "${position}"}
            """,
            pieces(
                utf8(": hello\n\nid: 1\ndata: {\"out\":\ndata:  \"a\"}\n\nevent: ping\nda"),
                utf8(
                    """
                    ta: x

                    data:{"out": "b"}\r
                    \r
                    event: error
                    data: eof

                    data: {}

                    """)));

    assertThat(all(vendor, 0)).extracting(LogLine::text).containsExactly("a", "b");
  }

  @Test
  void itemsOfAListThatGrowsComeOnce() {
    LogVendor vendor =
        new LogVendor(
            """
            request: GET /log
            stream: {cut: items, items: "${body.lines}", from: "${input.position}", more: "${!body.done}"}
            result: {text: "${it.out}", position: "${position}"}
            """,
            ScriptedReply.of(
                200, "{\"done\": false, \"lines\": [{\"out\": \"a\"}, {\"out\": \"b\"}]}"),
            ScriptedReply.of(
                200,
                "{\"done\": true, \"lines\": [{\"out\": \"a\"}, {\"out\": \"b\"}, {\"out\":"
                    + " \"c\"}]}"));

    assertThat(all(vendor, 1)).containsExactly(new LogLine("b", 2), new LogLine("c", 3));
  }

  @Test
  void aStreamMayEndWithARecordOfItsOwn() {
    LogVendor vendor =
        new LogVendor(LINES + "end: {text: the end, position: -1}\n", pieces(utf8("one\n")));

    assertThat(all(vendor, 0)).containsExactly(new LogLine("one", 4), new LogLine("the end", -1));
  }

  @Test
  void aRefusalFailsTheCallBeforeAnyEvent() {
    LogVendor vendor = new LogVendor(LINES, ScriptedReply.of(404, "{}"));

    assertThat(Failures.of(() -> vendor.logs.follow(new FollowLog(0), vendor.call())))
        .get()
        .extracting(Failure::code)
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void aReplyThatIsCutFailsTheStream() {
    Failure cut = Failure.of(FailureCode.UNAVAILABLE, "cut");
    LogVendor vendor = new LogVendor(LINES, pieces(utf8("one\ntwo")).cutBy(cut));
    Events<LogLine> events = vendor.logs.follow(new FollowLog(0), vendor.call());

    assertThat(events.next()).isEqualTo(new LogLine("one", 4));
    assertThat(Failures.of(events::next)).contains(cut);
  }

  @Test
  void nothingComesAfterItWasClosed() {
    LogVendor vendor = new LogVendor(LINES, pieces(utf8("one\ntwo\n")));
    Events<LogLine> events = vendor.logs.follow(new FollowLog(0), vendor.call());

    events.close();

    assertThat(Failures.of(events::next))
        .get()
        .extracting(Failure::code)
        .isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void aLineWithoutEndIsCut() {
    byte[] line = "ü".repeat(700_000).getBytes(StandardCharsets.UTF_8);
    LogVendor vendor = new LogVendor(LINES, pieces(line, utf8("\n")));

    List<LogLine> lines = all(vendor, 0);

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().text() + lines.getLast().text()).isEqualTo("ü".repeat(700_000));
    assertThat(lines.getLast().position()).isEqualTo(1_400_001);
  }

  @Test
  void bytesAreHandedOnAsTheyAre() {
    byte[] bytes = {0, (byte) 0xff, 10, (byte) 0xc3};
    LogVendor vendor =
        LogVendor.reading(
            BYTES,
            new ScriptedReply(
                200,
                Map.of(
                    "content-type", List.of("application/zip; a=b"),
                    "content-disposition", List.of("attachment; filename=\"logs.zip\"")),
                List.of(bytes),
                null));

    LogVendor.LogFile file = vendor.logs.read(new WhichFile("a"), vendor.reading());

    assertThat(file.size()).isEqualTo(4);
    assertThat(file.content()).isEqualTo(Content.of("application/zip", "logs.zip", bytes));
  }

  @Test
  void bytesThatAreNoneAreContentToo() {
    LogVendor vendor =
        LogVendor.reading(
            """
            request: GET /file
            reads: bytes
            result: {name: a, size: "${length}", content: {mediaType: text/plain, base64: "${body.base64}"}}\
            """,
            ScriptedReply.of(200, ""));

    assertThat(vendor.logs.read(new WhichFile("a"), vendor.reading()).content())
        .isEqualTo(Content.of("text/plain", new byte[0]));
  }

  @Test
  void bytesAreTakenPieceByPieceAndAreMoreThanAReplyMayBe() throws IOException {
    byte[] piece = new byte[65_536];
    Arrays.fill(piece, (byte) 7);
    LogVendor vendor =
        LogVendor.reading(
            BYTES,
            new ScriptedReply(
                200,
                Map.of("content-type", List.of("application/zip")),
                Collections.nCopies(640, piece),
                null));

    LogVendor.LogFile file = vendor.logs.read(new WhichFile("a"), vendor.reading());

    assertThat(file.size()).isEqualTo(640 * 65_536).isEqualTo(file.content().length());
    assertThat(file.content().mediaType()).isEqualTo("application/zip");
    try (InputStream in = file.content().open()) {
      for (int i = 0; i < 640; i++) {
        assertThat(Arrays.equals(in.readNBytes(piece.length), piece)).isTrue();
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void bytesThatEndBeforeTheirEndFail() {
    Failure cut = Failure.of(FailureCode.UNAVAILABLE, "cut");
    Failure gone = Failure.of(FailureCode.CANCELLED, "the caller has gone");
    List<byte[]> pieces = Collections.nCopies(40, new byte[65_536]);
    LogVendor vendor =
        LogVendor.reading(
            BYTES,
            new ScriptedReply(200, Map.of(), pieces, cut),
            new ScriptedReply(200, Map.of(), pieces, gone));

    assertThat(Failures.of(() -> vendor.logs.read(new WhichFile("a"), vendor.reading())))
        .contains(cut);
    assertThat(Failures.of(() -> vendor.logs.read(new WhichFile("a"), vendor.reading())))
        .contains(gone);
  }

  @Test
  void bytesOfAWriteThatEndBeforeTheirEndSayThatItWasTaken() {
    Failure cut = Failure.of(FailureCode.UNAVAILABLE, "cut");
    LogVendor vendor =
        LogVendor.reading(
            BYTES.replace("GET", "POST"),
            new ScriptedReply(200, Map.of(), List.of(new byte[] {1}), cut));

    Failure failure =
        Failures.of(() -> vendor.logs.read(new WhichFile("a"), vendor.reading())).orElseThrow();

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aRefusalThatIsTooLongForWordsIsOneByItsStatus() {
    LogVendor vendor =
        LogVendor.reading(
            BYTES,
            new ScriptedReply(403, Map.of(), Collections.nCopies(40, new byte[65_536]), null));

    Failure failure =
        Failures.of(() -> vendor.logs.read(new WhichFile("a"), vendor.reading())).orElseThrow();

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message()).isEqualTo("the vendor answered 403");
  }

  @Test
  void aRefusalInsteadOfBytesIsReadAsJson() {
    LogVendor vendor =
        LogVendor.reading(
            "request: GET /file\nreads: bytes\nresult: {name: a, size: 1, content: \"${body}\"}",
            ScriptedReply.of(404, "{\"message\": \"gone for good\"}"));

    Failure failure =
        Failures.of(() -> vendor.logs.read(new WhichFile("a"), vendor.reading())).orElseThrow();

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure.message()).contains("gone for good");
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aStreamThatCannotBeOneIsRefusedAtLoad() {
    assertThat(LogVendor.problems("request: GET /log\nresult: {text: \"${it}\", position: 1}"))
        .contains("say reads: stream");
    assertThat(
            LogVendor.problems(
                "request: POST /log\nreads: stream\nresult: {text: \"${it}\", position: 1}"))
        .contains("a stream only reads");
    assertThat(
            LogVendor.problems(
                """
                request: GET /log
                reads: stream
                stream: {cut: events, at: x, from: "${input.position}"}
                result: {text: "${it.date}", position: 1}\
                """))
        .contains("has no meaning for server-sent events")
        .contains("'date'");
    assertThat(
            LogVendor.problems(
                """
                request: GET /log
                reads: stream
                stream: {cut: items}
                result: {text: "${it}", position: 1}\
                """))
        .contains("needs 'items'");
  }
}
