package io.auterity.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests byte by byte, at both ports. Whoever stands in front of a port may see another end of a
 * request than the port does, and let a second one through in the body of the first: whatever two
 * readers could understand in two ways is refused, and nothing after it is read.
 */
@Tag("postgresql")
class RawRequestTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String NEXT =
      "GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

  /** A listener, and how a request begins that has a body there. */
  enum Port {
    CONSOLE("/api/v1/keys"),
    GATEWAY("/v1/chat/completions");

    private final String post;

    Port(String path) {
      this.post =
          "POST %s HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\n"
                  .formatted(path, server.newTenant().key())
              + "Content-Type: application/json\n";
    }

    URI address() {
      return this == CONSOLE ? server.console() : server.gateway();
    }
  }

  /** A request in which a line ends with CR LF, but where {@code <lf>} stands. */
  record Raw(String what, String text) {
    byte[] bytes(Port port) {
      return (text + NEXT)
          .replace("{chunked}", port.post + "Transfer-Encoding: chunked\n\n")
          .replace("{line}", "GET /health/live HTTP/1.1\n")
          .replace("{get}", "GET /health/live HTTP/1.1\nHost: localhost\n")
          .replace("\n", "\r\n")
          .replace("<lf>", "\n")
          .replace("<cr>", "\r")
          .getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static final List<Raw> MALFORMED =
      List.of(
          new Raw("a coding with a prefix", "{get}Transfer-Encoding: xchunked\n\n"),
          new Raw("the coding gzip", "{get}Transfer-Encoding: gzip\n\n"),
          new Raw("the coding identity", "{get}Transfer-Encoding: identity\n\n"),
          new Raw("no coding's name", "{get}Transfer-Encoding:\n\n"),
          new Raw("a coding in quotes", "{get}Transfer-Encoding: \"chunked\"\n\n0\n\n"),
          new Raw("a coding with a parameter", "{get}Transfer-Encoding: chunked ;a\n\n0\n\n"),
          new Raw("a coding and a comma", "{get}Transfer-Encoding: chunked,\n\n0\n\n"),
          new Raw("two codings", "{get}Transfer-Encoding: gzip, chunked\n\n0\n\n"),
          new Raw("chunked not last", "{get}Transfer-Encoding: chunked, identity\n\n0\n\n"),
          new Raw("chunked twice", "{get}Transfer-Encoding: chunked, chunked\n\n0\n\n"),
          new Raw(
              "chunked in two headers",
              "{get}Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n"),
          new Raw(
              "chunked and then another",
              "{get}Transfer-Encoding: chunked\nTransfer-Encoding: x\n\n0\n\n"),
          new Raw("a vertical tab", "{get}Transfer-Encoding: \u000bchunked\n\n0\n\n"),
          new Raw(
              "chunked in HTTP/1.0",
              "GET /health/live HTTP/1.0\nHost: localhost\nTransfer-Encoding: chunked\n\n0\n\n"),
          new Raw(
              "a coding, then a length",
              "{get}Transfer-Encoding: chunked\nContent-Length: 5\n\n0\n\n"),
          new Raw(
              "a length, then a coding",
              "{get}Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n"),
          new Raw(
              "a length first of all, and a coding",
              "{line}Content-Length: 5\nHost: localhost\nTransfer-Encoding: chunked\n\n0\n\n"),
          new Raw("two lengths", "{get}Content-Length: 0\nContent-Length: 5\n\n"),
          new Raw("one length twice", "{get}Content-Length: 0\nContent-Length: 0\n\n"),
          new Raw("a list of lengths", "{get}Content-Length: 0, 0\n\n"),
          new Raw("a length with a sign", "{get}Content-Length: +0\n\n"),
          new Raw("a length below zero", "{get}Content-Length: -1\n\n"),
          new Raw("a length in hexadecimal", "{get}Content-Length: 0x0\n\n"),
          new Raw("a length with a space in it", "{get}Content-Length: 0 0\n\n"),
          new Raw("no length where one is named", "{get}Content-Length:\n\n"),
          new Raw("a length that is no number", "{get}Content-Length: none\n\n"),
          new Raw("a length too large", "{get}Content-Length: 99999999999999999999\n\n"),
          new Raw("a folded line", "{get}X-Note: a\n b\n\n"),
          new Raw("a folded line of many", "{get}X-Note: a\n\t  bbbbbbbbbbbbbbbb   \n\n"),
          new Raw("a folded coding", "{get}Transfer-Encoding:\n chunked\n\n0\n\n"),
          new Raw("a folded first line", "GET /health/live HTTP/1.1\n X: y\nHost: localhost\n\n"),
          new Raw("a bare LF after a header", "{get}X-Note: a<lf>X-More: b\n\n"),
          new Raw("a bare LF at the end", "{get}X-Note: a\n<lf>"),
          new Raw("bare LFs alone", "GET /health/live HTTP/1.1<lf>Host: localhost<lf><lf>"),
          new Raw("a bare CR in a value", "{get}X-Note: a<cr>b\n\n"),
          new Raw("a bare CR as a line's end", "{get}X-Note: a<cr>X-More: b\n\n"),
          new Raw("two CRs", "{get}X-Note: a<cr>\n\n"),
          new Raw("no host", "GET /health/live HTTP/1.1\nX-Note: a\n\n"),
          new Raw("two hosts", "GET /health/live HTTP/1.1\nHost: localhost\nHost: other\n\n"),
          new Raw(
              "a host twice", "GET /health/live HTTP/1.1\nHost: localhost\nHost: localhost\n\n"),
          new Raw("two credentials", "{get}Authorization: Bearer a\nauthorization: Bearer b\n\n"),
          new Raw(
              "a credential twice", "{get}Authorization: Bearer a\nAuthorization: Bearer a\n\n"),
          new Raw("HTTP/2.0", "GET /health/live HTTP/2.0\nHost: localhost\n\n"),
          new Raw("HTTP/1.2", "GET /health/live HTTP/1.2\nHost: localhost\n\n"),
          new Raw("HTTP/3", "GET /health/live HTTP/3\nHost: localhost\n\n"),
          new Raw("HTTP/1.10", "GET /health/live HTTP/1.10\nHost: localhost\n\n"),
          new Raw("http in small letters", "GET /health/live http/1.1\nHost: localhost\n\n"),
          new Raw("an unknown method", "PUSH /health/live HTTP/1.1\nHost: localhost\n\n"),
          new Raw("a method in small letters", "get /health/live HTTP/1.1\nHost: localhost\n\n"),
          new Raw("TRACE", "TRACE /health/live HTTP/1.1\nHost: localhost\n\n"),
          new Raw("CONNECT", "CONNECT localhost:80 HTTP/1.1\nHost: localhost\n\n"),
          new Raw("a method that is no word", "G@T /health/live HTTP/1.1\nHost: localhost\n\n"),
          new Raw("a NUL in a value", "{get}X-Note: a\0b\n\n"),
          new Raw("a bell in a value", "{get}X-Note: a\u0007b\n\n"),
          new Raw("a DEL in a value", "{get}X-Note: a\u007fb\n\n"),
          new Raw("a control before a value", "{get}X-Note: \u0001b\n\n"),
          new Raw("a control after a value", "{get}X-Note: b\u001f\n\n"),
          new Raw("a space before the colon", "{get}Transfer-Encoding : chunked\n\n0\n\n"),
          new Raw("a tab before the colon", "{get}Content-Length\t: 5\n\n"),
          new Raw("no colon", "{get}X-Note\n\n"),
          new Raw("no name", "{get}: a\n\n"),
          new Raw("a name that is no word", "{get}X(Note): a\n\n"),
          new Raw("a NUL in a name", "{get}Content\0-Length: 5\n\n"),
          new Raw("a space in the target", "GET /health /live HTTP/1.1\nHost: localhost\n\n"),
          new Raw(
              "a control in the target", "GET /health/\u0001live HTTP/1.1\nHost: localhost\n\n"));

  private static Stream<Arguments> malformed() {
    return atBothPorts(MALFORMED);
  }

  @ParameterizedTest
  @MethodSource
  void malformed(Port port, Raw raw) throws IOException {
    Answers answers = answers(port, raw);

    assertThat(answers.closed).as(answers.text).isTrue();
    assertThat(answers.statuses()).as(answers.text).containsExactly("400");
    assertThat(answers.text).containsPattern("\"code\":\"(invalid|too_large)\"");
  }

  private static Stream<Arguments> ofNoHttp1() {
    return atBothPorts(
        List.of(
            new Raw("the beginning of HTTP/2", "PRI * HTTP/2.0\n\nSM\n\n"),
            new Raw("no version", "GET /health/live\n\n"),
            new Raw("a version behind a NUL", "GET /health/live \0HTTP/1.1\nHost: h\n\n")));
  }

  // Who does not speak HTTP/1 may get an answer without a head, or none.
  @ParameterizedTest
  @MethodSource
  void ofNoHttp1(Port port, Raw raw) throws IOException {
    Answers answers = answers(port, raw);

    assertThat(answers.closed).as(answers.text).isTrue();
    assertThat(answers.statuses()).as(answers.text).isSubsetOf("400");
    assertThat(answers.text).doesNotContain("\"up\"");
  }

  private static Stream<Arguments> malformedBody() {
    return atBothPorts(
        List.of(
            new Raw("a size in no hexadecimal", "{chunked}z\n{}\n0\n\n"),
            new Raw("no size", "{chunked}\n{}\n0\n\n"),
            new Raw("a size with a sign", "{chunked}+2\n{}\n0\n\n"),
            new Raw("a size below zero", "{chunked}-2\n{}\n0\n\n"),
            new Raw("a size with a prefix", "{chunked}0x2\n{}\n0\n\n"),
            new Raw("a size too large", "{chunked}ffffffffffffffff2\n{}\n0\n\n"),
            new Raw("a size too large by one bit", "{chunked}100000002\n{}\n0\n\n"),
            new Raw("a bare LF after a size", "{chunked}2<lf>{}\n0\n\n"),
            new Raw("a bare LF after an extension", "{chunked}2;a<lf>{}\n0\n\n"),
            new Raw("a bare CR after a size", "{chunked}2<cr>{}\n0\n\n"),
            new Raw("more than the size", "{chunked}2\n{} \n0\n\n"),
            new Raw("a bare LF after a chunk", "{chunked}2\n{}<lf>0\n\n"),
            new Raw("no end of a chunk", "{chunked}2\n{}0\n\n"),
            new Raw("a bare LF after the last size", "{chunked}2\n{}\n0<lf>\n"),
            new Raw("a bare LF at the end", "{chunked}2\n{}\n0\n<lf>"),
            new Raw("a bare LF in a trailer", "{chunked}2\n{}\n0\nX-Note: a<lf>\n"),
            new Raw("a trailer without a colon", "{chunked}2\n{}\n0\nX-Note\n\n")));
  }

  @ParameterizedTest
  @MethodSource
  void malformedBody(Port port, Raw raw) throws IOException {
    Answers answers = answers(port, raw);

    assertThat(answers.closed).as(answers.text).isTrue();
    assertThat(answers.statuses()).as(answers.text).containsExactly("400");
    assertThat(answers.text).containsPattern("\"code\":\"(invalid|too_large)\"");
  }

  @ParameterizedTest
  @EnumSource(Port.class)
  void manyTrailers(Port port) throws IOException {
    String trailers = "X-Note: a\n".repeat(10);

    Answers answers = answers(port, new Raw("", "{chunked}2\n{}\n0\n" + trailers + "\n"));

    assertThat(answers.statuses().getFirst()).as(answers.text).isEqualTo("400");
    assertThat(answers.text).contains("\"code\":\"invalid\"");
  }

  private static Stream<Arguments> atBothPorts(List<Raw> requests) {
    return requests.stream()
        .flatMap(raw -> Stream.of(Port.values()).map(port -> Arguments.of(port, raw)));
  }

  private static Stream<Arguments> wellFormed() {
    return atBothPorts(
        List.of(
            new Raw("chunked", "{get}Transfer-Encoding: chunked\n\n2\n{}\n0\n\n"),
            new Raw(
                "chunked in capitals and with an extension",
                "{get}Transfer-Encoding: CHUNKED\n\n2;a=b\n{}\n0\nX-Note: a\n\n"),
            new Raw("a length", "{get}Content-Length: 2\n\n{}"),
            new Raw("no body", "GET /health/live HTTP/1.1\nHost: localhost\n\n"),
            new Raw("no space after the colon", "GET /health/live HTTP/1.1\nHost:localhost\n\n"),
            new Raw("an empty value", "GET /health/live HTTP/1.1\nHost: localhost\nX-Note: \n\n"),
            new Raw(
                "text", "GET /health/live HTTP/1.1\nHost: localhost\nX-Note: a\tb, \u00e9\n\n")));
  }

  @ParameterizedTest
  @MethodSource
  void wellFormed(Port port, Raw raw) throws IOException {
    Answers answers = answers(port, raw);

    assertThat(answers.statuses()).as(answers.text).containsExactly("200", "200");
  }

  private record Answers(String text, boolean closed) {
    List<String> statuses() {
      Matcher matcher = STATUS.matcher(text);
      return matcher.results().map(found -> found.group(1)).toList();
    }
  }

  private static Answers answers(Port port, Raw raw) throws IOException {
    try (Socket socket = new Socket(port.address().getHost(), port.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(raw.bytes(port));
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      boolean closed = true;
      try {
        socket.getInputStream().transferTo(read);
      } catch (SocketException e) {
        // Closed while something that was sent had not been read.
      } catch (SocketTimeoutException e) {
        closed = false;
      }
      return new Answers(read.toString(ISO_8859_1), closed);
    }
  }
}
