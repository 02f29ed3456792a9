package io.auterity.connector;

import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Content;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connector of a test's own file for logs, before a vendor that answers from a list. */
final class LogVendor {

  private static final Binder BINDER = new Binder();
  private static final List<Class<?>> KINDS = List.of(Logs.class);
  private static final ConnectorCheck CHECK = new ConnectorCheck(Catalogue.of(BINDER, KINDS));
  private static final String REST = "request: GET /x\nreads: %s\nresult: {%s}";

  /** A stream, and bytes. */
  @Kind("log")
  public interface Logs {

    @Operation(
        resource = "log",
        verb = "follow",
        summary = "Follow",
        effect = Effect.NONE,
        stream = true)
    default Events<LogLine> follow(FollowLog input, Call call) {
      throw call.unsupported();
    }

    @Operation(resource = "file", verb = "read", summary = "Read", effect = Effect.NONE)
    default LogFile read(WhichFile input, Call call) {
      throw call.unsupported();
    }
  }

  /** Input of {@code log.log.follow}. */
  public record FollowLog(long position) {}

  /** A line. */
  public record LogLine(String text, long position) {}

  /** Input of {@code log.file.read}. */
  public record WhichFile(String name) {}

  /** A file. */
  public record LogFile(String name, long size, Content content) {}

  private final ScriptedTransport transport;
  private final FakeProvider provider;
  final Logs logs;

  LogVendor(String follow, ScriptedReply... replies) {
    this(
        file(follow, REST.formatted("bytes", "name: a, size: 1, content: \"${body}\"")),
        List.of(replies));
  }

  @SuppressWarnings("unchecked") // Of that kind there is one interface.
  private LogVendor(String file, List<ScriptedReply> replies) {
    byte[] text = file.getBytes(StandardCharsets.UTF_8);
    DataPlugin plugin =
        new DataPlugin(
            CHECK.check(new ConnectorFileReader(id -> null).read("example", text)), KINDS, BINDER);
    transport = new ScriptedTransport(replies);
    provider = new FakeProvider("mine", plugin.manifest()).withTransport(transport);
    logs = ((Connector<Logs>) plugin.connectors().getFirst()).open(provider);
  }

  static LogVendor reading(String read, ScriptedReply... replies) {
    String rest = REST.formatted("stream", "text: \"${it}\", position: 1");
    return new LogVendor(file(rest, read), List.of(replies));
  }

  private static String file(String follow, String read) {
    return """
    plugin: example
    format: 1
    version: 1.0.0
    summary: Logs
    config: {}
    servers: {api: {url: "https://vendor.example"}}
    auth: [{kind: bearer}]
    check: {request: GET /me}
    errors: {message: "${body.message}"}
    connectors:
      example:
        kind: log
        operations:
          log.follow:
    %s
          file.read:
    %s
    """
        .formatted(follow.indent(8).stripTrailing(), read.indent(8).stripTrailing());
  }

  /** What is wrong with a file that follows so. */
  static String problems(String follow) {
    try {
      new LogVendor(follow);
      return "";
    } catch (BadConnectorException e) {
      return String.valueOf(e.getMessage());
    }
  }

  FakeCall call() {
    return FakeCall.of("log.log.follow", provider);
  }

  FakeCall reading() {
    return FakeCall.of("log.file.read", provider);
  }

  /** What was sent, as {@code METHOD URI}. */
  List<String> sent() {
    return transport.requests().stream().map(each -> each.method() + " " + each.uri()).toList();
  }
}
